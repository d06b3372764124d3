"""What several tests share: samples, registers, workbooks and Word files made for them."""
