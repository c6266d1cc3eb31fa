"""The page: a door on gradio and fastapi. Layout and handlers; what is shown is made by presenters, what is done by services."""
