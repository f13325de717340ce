"""Charts of processes: what is in one (`chart`), where it stands (`layout`, `routes`), and its drawing (`svg`)."""
