"""Reminders and the outbox, letters and templates, introductions, and what is to be told afterwards."""

from outreach.models.account import MailAccount
from outreach.models.introductions import Introduction, IntroductionMove
from outreach.models.letters import Message, Template, TemplateVersion
from outreach.models.loops import FollowUp
from outreach.models.mails import Delivery, Heartbeat, Reminder

__all__ = [
    "Delivery",
    "FollowUp",
    "Heartbeat",
    "Introduction",
    "IntroductionMove",
    "MailAccount",
    "Message",
    "Reminder",
    "Template",
    "TemplateVersion",
]
