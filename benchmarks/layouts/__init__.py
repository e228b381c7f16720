"""The same documents as text, as PDFs in several layouts and as scans: do they say the same?"""
