"""Forms of charts: what is given to them is drawn, in the client's brand; they know no subject."""
