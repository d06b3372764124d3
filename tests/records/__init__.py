"""The declarations of the sheets and the workbooks that ship."""
