"""民生票决: the map of the house. A room may look back at the rooms above it, never ahead.

common        db, settings, errors, clock, languages, QR, sheets, paper, pictures
congress      人大: congress, term, session, sitting, delegation, deputy, unit, committee
accounts      账号: who signs in, with which role; who may open which page
projects      项目: stages (the procedure on one screen), cycles, projects, their passages, the archive
proposals     群众提: collection, merging, screening, candidates
ballots       代表决: rules, roll, rounds, counts, decision, record, announcement
delivery      政府办: plan, milestones, monthly reports, money
supervision   人大督: groups, inspections, findings, orders, replies, rechecks
evaluation    人民评: deputies' rating and the public's, side by side
yearbook      年报: the half-year and year-end report, every figure with the list behind it
desk, noticeboard, demo, app, tools, cli   what waits for me; every public page; demonstration; application; commands
"""
