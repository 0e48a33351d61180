"""Composite foreign keys of what is prepared, written down live and kept: no row may point at another owner's row."""

from django.db import migrations

from accounts.ownership import same_owner


class Migration(migrations.Migration):
    dependencies = [("interviews", "0005_prepare_hold_wrap_up")]
    operations = [
        same_owner("interviews_interviewpath", "interview_id", "interviews_interview"),
        same_owner("interviews_interviewpath", "path_id", "contacts_careerpath"),
        same_owner("interviews_attachment", "interview_id", "interviews_interview"),
        same_owner("interviews_attachmentpart", "attachment_id", "interviews_attachment"),
        same_owner("interviews_gapanswer", "gap_id", "interviews_informationgap"),
        same_owner("interviews_gapanswer", "path_id", "contacts_careerpath"),
        same_owner("interviews_takeaway", "path_id", "contacts_careerpath"),
        same_owner("interviews_takeaway", "gap_id", "interviews_informationgap"),
        same_owner("interviews_promise", "interview_id", "interviews_interview"),
        same_owner("interviews_plannedquestion", "interview_id", "interviews_interview"),
        same_owner("interviews_plannedquestion", "source_id", "interviews_question"),
        same_owner("interviews_plannedquestion", "gap_id", "interviews_informationgap"),
        same_owner("interviews_homeworkitem", "interview_id", "interviews_interview"),
        same_owner("interviews_ownanswer", "path_id", "contacts_careerpath"),
        same_owner("interviews_noteline", "interview_id", "interviews_interview"),
        same_owner("interviews_noteline", "question_id", "interviews_plannedquestion"),
        same_owner("interviews_consent", "interview_id", "interviews_interview"),
    ]
