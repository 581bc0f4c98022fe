"""Each dialect: what is read where, what is written, and that nothing breaks a reader."""
