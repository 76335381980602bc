"""One module a family of exercises; each yields exercises from the material of an article."""
