"""项目: one project, one life."""
