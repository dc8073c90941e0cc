# Tills without a network: what they took is booked by their own clock when they are back, or refused
# by name; the goods are gone, so every refusal stays for the shop to see. Figures by hand.

campaign 20 50 100 redeem 2020-05-11..2020-12-31
shop librairie
shop boulangerie
device comptoir librairie                       => ok
device terrasse librairie                       => ok
device fournil boulangerie                      => ok
now 2020-06-01T09:00
order A librairie 50.00                         => ok
pay A paid                                      => ok
order B librairie 100.00                        => ok
pay B paid                                      => ok

# Two devices without a network spend one voucher of 50.00. The first to be back is booked; the other
# takes nothing, not even what is left.
now 2020-06-02T18:00
offline A comptoir 30.00 c-000001 2020-06-02T10:00 => 20.00
offline A terrasse 30.00 t-000001 2020-06-02T10:01 => voucher_amount_above_balance
balance A                                       => 20.00
conflicts librairie                             => 1

# A retry after a lost answer redeems once, and says the same.
offline A comptoir 30.00 c-000001 2020-06-02T10:00 => 20.00
offline A terrasse 30.00 t-000001 2020-06-02T10:01 => voucher_amount_above_balance
conflicts librairie                             => 1

# With another amount the nonce is refused, and that is a conflict of its own device only once.
offline A comptoir 25.00 c-000001 2020-06-02T10:00 => voucher_nonce_reused

# The shop takes what is left with a network, and closes the conflict.
redeem A librairie 20.00 caisse-1               => 0.00
close librairie terrasse t-000001               => ok
close librairie terrasse t-000001               => no
close boulangerie comptoir c-000001             => no
offline A comptoir 5.00 c-000002 2020-06-02T10:05 => voucher_already_redeemed

# A voucher of another shop; a till of another shop.
offline B fournil 20.00 f-000001 2020-06-02T10:00 => voucher_other_shop
conflicts boulangerie                           => 1

# 50.00 of a voucher, 300.00 a day and device, unless the territory says otherwise.
offline B comptoir 50.01 c-000003 2020-06-02T11:00 => voucher_offline_ceiling
ceilings 100.00 60.00
offline B comptoir 40.00 c-000004 2020-06-02T11:00 => voucher_offline_ceiling
offline B comptoir 30.00 c-000005 2020-06-02T11:00 => 70.00
# The next day has its own; so has another device.
offline B comptoir 10.00 c-000006 2020-06-02T11:01 => voucher_offline_ceiling
offline B terrasse 10.00 t-000002 2020-06-02T11:01 => 60.00
now 2020-06-03T09:00
offline B comptoir 10.00 c-000007 2020-06-03T08:00 => 50.00
# With the ceiling raised, the same act is taken after all.
ceilings 100.00 200.00
offline B comptoir 40.00 c-000004 2020-06-02T11:00 => 10.00
ceilings 0.00 0.00
offline B comptoir 1.00 c-000008 2020-06-03T08:30 => voucher_offline_ceiling
ceilings 50.00 300.00

# A device that was taken away moves nothing more; what it claims stays for the shop to see. What it had
# told before is answered as before.
revoke comptoir                                 => ok
offline B comptoir 5.00 c-000013 2020-06-03T08:40 => voucher_device_revoked
offline B comptoir 10.00 c-000007 2020-06-03T08:00 => 50.00
balance B                                       => 10.00

# Taken on its last day, told on the next: good. Told after more than a week, the server's day counts.
order C librairie 50.00                         => ok
pay C paid                                      => ok
now 2021-01-02T09:00
offline C terrasse 10.00 t-000009 2020-12-31T18:00 => 40.00
redeem C librairie 10.00 caisse-2               => voucher_expired
offline C terrasse 10.00 t-000010 2021-01-01T00:30 => voucher_expired
# A clock that runs ahead is not believed: tomorrow's scan is of today.
offline C terrasse 10.00 t-000011 2021-01-05T10:00 => voucher_expired
now 2021-01-08T09:00
offline C terrasse 10.00 t-000012 2020-12-31T18:00 => voucher_expired

books                                           => balance
