"""What outreach shows: Today, a person, thank-yous, signed links, and the health of reminders."""
