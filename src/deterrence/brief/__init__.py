"""The brief: one document model, written as a web page and as PDF with equal words and numbers."""
