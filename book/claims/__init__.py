"""The claims ledger: experiments over several seeds, their saved runs, and its page."""
