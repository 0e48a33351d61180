"""What to say and do next: the thank-you clock, reminders, outgoing mail, Today."""
