def is_template(path):
    return False
