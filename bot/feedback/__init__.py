"""What readers say of answers: kept beside the index, handed on as questions, asked again."""
