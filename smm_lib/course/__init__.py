"""The course as files: the command `smm`, learners' copies, editions for students and teachers, reports."""
