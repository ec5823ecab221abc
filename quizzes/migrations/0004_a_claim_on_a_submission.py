from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0003_copies'),
    ]

    operations = [
        migrations.AddField(
            model_name='submission',
            name='claim',
            field=models.CharField(blank=True, editable=False, max_length=30, verbose_name='claim'),
        ),
        migrations.AddField(
            model_name='submission',
            name='claimed_until',
            field=models.DateTimeField(editable=False, null=True, verbose_name='claimed until'),
        ),
        migrations.AddField(
            model_name='submission',
            name='problem',
            field=models.TextField(blank=True, editable=False, verbose_name='why it could not be graded'),
        ),
        migrations.AddField(
            model_name='submission',
            name='sent_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='sent to the queue'),
        ),
        migrations.AddField(
            model_name='submission',
            name='tries',
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='tries'),
        ),
    ]
