"""The coach's rules over a memo: markers, levels, blockers, stops. Pure; the words are data in prompts/coaching."""
