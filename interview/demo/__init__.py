"""A company's worth of data, brought about by the same functions that people use.

The words are in quizzes/demo/: packages of coding questions, questions.toml and
company.toml, each of which describes its own fields.
"""
