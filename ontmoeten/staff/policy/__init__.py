"""For who makes policy: where is meeting missing, and is what there is used?"""
