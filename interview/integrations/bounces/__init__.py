"""News of mails from SES, by way of SNS: proved to be SNS's, then read into our words.

SES --event--> SNS topic --POST, signed--> views.mail_events --> read_news
signature.py   is it SNS that signed this?
news.py        what does it say of which mail?
"""
