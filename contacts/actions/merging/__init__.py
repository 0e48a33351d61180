"""Two contacts who become one, alone or with many others, and become two again; who they may be."""
