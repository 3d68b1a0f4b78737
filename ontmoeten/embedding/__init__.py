"""What other sites show of ours: in a frame (`<iframe>`), or as a plain list that they
fetch themselves. These pages set no cookie, and they alone may stand in a frame."""
