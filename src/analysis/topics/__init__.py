"""What studies ask, a folder a topic.

``inputs.py`` (what it needs of a study), ``method.py`` (frames in, a frozen result out),
``answer.py`` (result and words in, an `Answer` out) and ``vi.po``. A notebook takes a topic's
``result`` of the study and hands it to its ``answer``.
"""
