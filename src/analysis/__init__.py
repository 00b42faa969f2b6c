"""Client-ready market research out of notebooks.

The packages are layers, each importing only those before it:
``languages`` · ``errors`` · ``clients`` · ``sources`` · ``methods`` ·
``tables``/``figures``/``findings`` · ``report`` · ``pipeline`` · ``cli``.
"""

__version__ = "0.2.0"
