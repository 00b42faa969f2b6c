"""How rows fall into groups: centres, medoids, mixtures and breaks, and how groups compare."""
