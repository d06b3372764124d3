"""The maker of what ships: templates and workbooks, from the very declarations that read them."""
