"""The forum: register, agenda, call, roll call, speakers, conclusions, minutes.

Other rooms bring items to it and leave a door; it never needs their classes.
"""
