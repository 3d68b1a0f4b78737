"""Things of any kind that another app points to, without knowing them: a stop of a
tour, what an experiment or a goal is about.

`models` has the tie (a generic relation), `kinds` the register of what each kind can
tell of its things. An app adds its own kinds in `apps.ready()`.
"""
