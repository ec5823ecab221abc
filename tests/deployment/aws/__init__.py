"""What tests of the deployment share: an emulated account, people with rights, a browser."""
