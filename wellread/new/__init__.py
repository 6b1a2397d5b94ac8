"""A first draft of a file for content/: asked for, or told in options, and written where nothing is overwritten.

wish.py is what somebody asks for, entries.py makes the file of it. questions.py knows what each kind of entry has to be asked,
layouts.py how its file is laid out, sources.py how a reference is read and recognised, registry.py how it joins the others,
fetch.py where references are looked up (only when asked to), and files.py how a file is written.
"""
