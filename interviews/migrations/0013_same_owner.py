"""Composite foreign keys of evidence and decisions: no row may point at another owner's row."""

from django.db import migrations

from accounts.ownership import same_owner


class Migration(migrations.Migration):
    dependencies = [("interviews", "0012_evidence_and_decisions")]
    operations = [
        same_owner("interviews_takeaway", "said_by_id", "contacts_contact"),
        same_owner("interviews_takeaway", "entry_id", "contacts_interaction"),
        same_owner("interviews_gapanswer", "closed_by_id", "interviews_interview"),
        same_owner("interviews_mayknow", "contact_id", "contacts_contact"),
        same_owner("interviews_mayknow", "gap_id", "interviews_informationgap"),
        same_owner("interviews_score", "criterion_id", "interviews_criterion"),
        same_owner("interviews_score", "path_id", "contacts_careerpath"),
        same_owner("interviews_scoreevidence", "score_id", "interviews_score"),
        same_owner("interviews_scoreevidence", "takeaway_id", "interviews_takeaway"),
        same_owner("interviews_changeofmind", "path_id", "contacts_careerpath"),
        same_owner("interviews_changeofmind", "criterion_id", "interviews_criterion"),
        same_owner("interviews_changeofmind", "because_of_id", "interviews_interview"),
    ]
