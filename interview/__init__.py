"""The hiring process: positions, candidates, invitations, scorecards, decisions."""
