"""What a learner uses: check, hint, quiz, progress, hand-in, and kind error messages."""
