"""The things that a deployment is made of; each module knows one service of AWS, or one step."""
