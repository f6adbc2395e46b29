"""What happens: numbers and tables, no words and no colours."""
