"""What can be done with quizzes: verbs, one module per noun.

attempts -> answers, submissions -> results
                     submissions -> grading -> gateway
"""
