"""
Floor 5: the platform on which departments file, an authority reviews and the public reads.

A Django project in rooms, each on the ones below it: project > api | disclosure > review > filing >
campaigns > accounts > records | jobs.  Points and findings come from `pipeline`; nothing here scores.
"""
