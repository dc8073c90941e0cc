-- voucher_find: one () -> id int
SELECT 1;
