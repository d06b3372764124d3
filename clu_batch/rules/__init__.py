"""The rules of docs/rules: the model, the links between sheets, days and délais, the figures."""
