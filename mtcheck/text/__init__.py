"""Every fact of one text: the View, its lines, sentences, quotation marks, zones and words."""
