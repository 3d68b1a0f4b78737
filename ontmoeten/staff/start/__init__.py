"""The first page of staff: the work there is, and the way to everything else."""
