"""The way of the program before, re-enacted: `PORT COUNT BATCH DELAY_S DATABASE`.

A new connection for every message, each composed anew, one commit to a database on disk for each, a rest after each
batch. Prints the seconds that it took.
"""

import smtplib
import sqlite3
import sys
import time
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

port, count, batch = (int(argument) for argument in sys.argv[1:4])
delay, database = float(sys.argv[4]), sys.argv[5]
TEXT = ("Bonjour à toutes et à tous. " * 75)[:2000]

log = sqlite3.connect(database)
log.execute("CREATE TABLE mailing_logs (recipient TEXT, subject TEXT, status TEXT, timestamp TEXT)")
start = time.perf_counter()
for index in range(count):
    if index and index % batch == 0:
        time.sleep(delay)
    message = MIMEMultipart()
    message["From"] = "Le Club <club@example.org>"
    message["To"] = f"membre{index}@example.org"
    message["Subject"] = f"Assemblée générale, membre {index}"
    message.attach(MIMEText(TEXT, "plain", "utf-8"))
    server = smtplib.SMTP("127.0.0.1", port, timeout=30)
    server.send_message(message)
    server.quit()
    log.execute(
        "INSERT INTO mailing_logs VALUES (?, ?, 'sent', datetime('now'))", (message["To"], message["Subject"])
    )
    log.commit()
print(time.perf_counter() - start)
