"""The pages, and the script that runs round each of them."""
