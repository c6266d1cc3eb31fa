"""Durable execution: workflows and steps over the chains. DBOS lives here and nowhere else."""
