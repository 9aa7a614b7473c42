package io.hyperspace.layout;

import org.junit.jupiter.api.Test;

/** Who may do what, told in commands, with every answer of {@code access AGENT on POINT} written out. */
interface AccessStory extends Story {

    String WORKED_EXAMPLES = """
        # In Space shop, ann and bob are Users under shop:staff; ann owns shop:till.
        hyperuser      | create shop<Space>
        hyperuser      | create shop:staff<UserBase<Internal>>
        hyperuser      | create shop:staff:ann<User>
        hyperuser      | create shop:staff:bob<User>
        hyperuser      | create shop:staff:carl<User>
        hyperuser      | create shop:staff:dora<User>
        hyperuser      | maker = grant perm +Csd-rwx on shop to shop:staff:ann
        shop:staff:ann | create shop:till<Base>
        hyperuser      | revoke maker

        # 1. No grants: bob on till is csd-rwx; ann is owner, CSD-RWX.
        access shop:staff:bob on shop:till  = enumerated csd-rwx
        access shop:staff:ann on shop:till  = owner CSD-RWX
        access shop:staff:ann on shop       = enumerated csd-rwx
        access anonymous on shop:till       = enumerated csd-rwx
        access hyperuser on shop:till       = super CSD-RWX

        # 2. ann grants perm +csd-RwX on shop:till to shop:staff:*<User>: bob csd-RwX.
        shop:staff:ann | grant perm +csd-RwX on shop:till to shop:staff:*<User>
        access shop:staff:bob on shop:till  = enumerated csd-RwX
        access shop:staff:ann on shop:till  = owner CSD-RWX
        access shop:staff:dora on shop:till = enumerated csd-RwX
        access anonymous on shop:till       = enumerated csd-rwx

        # 3. bob grants perm +CSD-RWX on shop:till to shop:staff:bob: still csd-RwX; his grant lies dormant.
        shop:staff:bob | grant perm +CSD-RWX on shop:till to shop:staff:bob ! 403 E0310
        shop:staff:ann | trust = grant perm +CSD-RWX on shop:till to shop:staff:bob
        shop:staff:bob | grant perm +CSD-RWX on shop:till to shop:staff:bob
        access shop:staff:bob on shop:till  = enumerated CSD-RWX
        shop:staff:ann | revoke trust
        access shop:staff:bob on shop:till  = enumerated csd-RwX

        # 4. hyperuser grants perm &csd-Rwx on shop:** to shop:staff:bob: bob csd-Rwx; ann untouched, an owner.
        hyperuser      | grant perm &csd-Rwx on shop:** to shop:staff:bob
        access shop:staff:bob on shop:till  = enumerated csd-Rwx
        access shop:staff:ann on shop:till  = owner CSD-RWX
        access shop:staff:dora on shop:till = enumerated csd-RwX

        # 5. hyperuser grants super on shop+:** to shop:staff:bob: bob has super; revoke it and bob is csd-Rwx again.
        hyperuser      | all = grant super on shop+:** to shop:staff:bob
        access shop:staff:bob on shop:till  = super CSD-RWX
        access shop:staff:bob on shop       = super CSD-RWX
        access shop:staff:bob on shop:new   = super CSD-RWX
        access shop:staff:ann on shop:till  = owner CSD-RWX
        hyperuser      | revoke all
        access shop:staff:bob on shop:till  = enumerated csd-Rwx
        access shop:staff:bob on shop       = enumerated csd-rwx

        # 6. carl and dora each grant the other super on shop:x, and nobody else did: both csd-rwx.
        hyperuser       | create shop:x<Base>
        hyperuser       | lent = grant super on shop:x to shop:staff:carl
        shop:staff:carl | grant super on shop:x to shop:staff:dora
        shop:staff:dora | grant super on shop:x to shop:staff:carl
        access shop:staff:carl on shop:x    = super CSD-RWX
        access shop:staff:dora on shop:x    = super CSD-RWX
        hyperuser       | revoke lent
        access shop:staff:carl on shop:x    = enumerated csd-rwx
        access shop:staff:dora on shop:x    = enumerated csd-rwx
        """;

    String LARGER_WORLD = """
        # Two spaces. The mall has an app with its users, and a worker that is a particle; the bank has its staff.
        hyperuser | create mall<Space>
        hyperuser | create mall:app<Base>
        hyperuser | create mall:app:users<UserBase<Internal>>
        hyperuser | create mall:app:users:eve<User>
        hyperuser | create mall:app:users:fay<User>
        hyperuser | create mall:app:orders<Base>
        hyperuser | create mall:app:orders:first<Base>
        hyperuser | create mall:app:worker<Base>
        hyperuser | create bank<Space>
        hyperuser | create bank:staff<UserBase<Internal>>
        hyperuser | create bank:staff:gus<User>
        hyperuser | create bank:vault<Base>

        # Masks of all levels add up, each for whom and where it says.
        hyperuser | grant perm +csd-Rwx on mall+:** to *
        hyperuser | grant perm +cSd-rwx on mall:app+:** to mall:app:users:*<User>
        hyperuser | grant perm +csd-rWX on mall:app:orders to mall:app:users:eve
        access mall:app:users:eve on mall:app:orders       = enumerated cSd-RWX
        access mall:app:users:fay on mall:app:orders       = enumerated cSd-Rwx
        access mall:app:users:eve on mall:app:orders:first = enumerated cSd-Rwx
        access mall:app:users:eve on mall:app              = enumerated cSd-Rwx
        access mall:app:users:eve on mall                  = enumerated csd-Rwx
        access bank:staff:gus on mall:app:orders           = enumerated csd-Rwx
        access mall:app:worker on mall:app:orders          = enumerated csd-Rwx
        access anonymous on mall:app:orders                = enumerated csd-Rwx
        access mall:app:users:eve on bank:vault            = enumerated csd-rwx
        access bank:staff:gus on bank:vault                = enumerated csd-rwx

        # What takes away comes after all that gives, from the root on: nobody writes, no user of the app reads orders.
        hyperuser | frozen = grant perm &CSD-RwX on +:** to *
        hyperuser | blind = grant perm &CSD-rWX on mall:app:orders to mall:app:users:*<User>
        access mall:app:users:eve on mall:app:orders       = enumerated cSd-rwX
        access mall:app:users:fay on mall:app:orders       = enumerated cSd-rwx
        access mall:app:users:eve on mall:app:orders:first = enumerated cSd-Rwx
        access anonymous on mall:app:orders                = enumerated csd-Rwx
        access hyperuser on mall:app:orders                = super CSD-RWX

        # Super is below no mask, and lends what it gives only for as long as it is there itself.
        hyperuser         | reign = grant super on mall:app+:** to mall:app:users:eve
        mall:app:users:eve | grant perm +CSD-RWX on mall:app:orders to mall:app:users:fay
        mall:app:users:eve | grant super on mall:app:orders to bank:staff:gus
        access mall:app:users:eve on mall:app:orders       = super CSD-RWX
        access mall:app:users:eve on mall:app:orders:first = super CSD-RWX
        access mall:app:users:eve on mall                  = enumerated csd-Rwx
        access mall:app:users:fay on mall:app:orders       = enumerated CSD-rwX
        access bank:staff:gus on mall:app:orders           = super CSD-RWX
        access bank:staff:gus on mall:app:orders:first     = enumerated csd-Rwx
        hyperuser | revoke reign
        access mall:app:users:eve on mall:app:orders       = enumerated cSd-rwX
        access mall:app:users:fay on mall:app:orders       = enumerated cSd-rwx
        access bank:staff:gus on mall:app:orders           = enumerated csd-Rwx
        hyperuser | revoke blind
        hyperuser | revoke frozen
        access mall:app:users:eve on mall:app:orders       = enumerated cSd-RWX
        access mall:app:users:fay on mall:app:orders       = enumerated cSd-Rwx

        # Privileges between particles: named, added up, and no permission.
        hyperuser | refund = grant priv orders.refund on mall:app:orders to mall:app:worker
        hyperuser | grant priv orders.cancel on mall+:** to mall:app:*<Base>
        access mall:app:worker on mall:app:orders          = enumerated csd-Rwx [orders.cancel, orders.refund]
        access mall:app:worker on mall:app:orders:first    = enumerated csd-Rwx [orders.cancel]
        access mall:app:orders on mall:app:worker          = enumerated csd-Rwx [orders.cancel]
        access mall:app:users:eve on mall:app:orders       = enumerated cSd-RWX
        hyperuser | revoke refund
        access mall:app:worker on mall:app:orders          = enumerated csd-Rwx [orders.cancel]
        mall:app:worker | grant priv orders.refund on mall:app:orders to mall:app:worker ! 403 E0310
        """;

    String CHANGING_OWNERS = """
        # gil may give on the safe for a while, and gives hal something; then his own authority goes.
        hyperuser      | create safe<Space>
        hyperuser      | create safe:staff<UserBase<Internal>>
        hyperuser      | create safe:staff:gil<User>
        hyperuser      | create safe:staff:hal<User>
        hyperuser      | create safe:vault<Base>
        hyperuser      | create safe:vault:box<Base>
        hyperuser      | trust = grant perm +CSD-RWX on safe:vault to safe:staff:gil
        safe:staff:gil | grant perm +csd-RwX on safe:vault to safe:staff:hal
        safe:staff:gil | grant priv vault.open on safe:vault to safe:staff:hal
        access safe:staff:gil on safe:vault     = enumerated CSD-RWX
        access safe:staff:hal on safe:vault     = enumerated csd-RwX [vault.open]
        hyperuser      | revoke trust
        access safe:staff:gil on safe:vault     = enumerated csd-rwx
        access safe:staff:hal on safe:vault     = enumerated csd-rwx

        # The vault becomes gil's: what he gave wakes. What lies below is not his.
        hyperuser      | chown safe:vault to safe:staff:gil
        access safe:staff:gil on safe:vault     = owner CSD-RWX
        access safe:staff:hal on safe:vault     = enumerated csd-RwX [vault.open]
        access safe:staff:gil on safe:vault:box = enumerated csd-rwx

        # It becomes hal's: then hal has it all, gil nothing, and what gil gave sleeps again.
        hyperuser      | chown safe:vault to safe:staff:hal
        access safe:staff:hal on safe:vault     = owner CSD-RWX
        access safe:staff:gil on safe:vault     = enumerated csd-rwx

        # An owner may give everything but the thing itself.
        safe:staff:hal | chown safe:vault to safe:staff:gil ! 403 E0313
        safe:staff:hal | grant perm +CSD-RWX on safe:vault to safe:staff:gil
        access safe:staff:gil on safe:vault     = enumerated CSD-RWX
        """;

    /**
     * The six worked examples. No command makes a grant that its author may not give, so the dormant ones are given while
     * their authors may, and the authority is taken away afterwards.
     */
    @Test
    default void theWorkedExamples() {
        new AccessTale(turns()).tell(WORKED_EXAMPLES);
    }

    @Test
    default void aLargerWorld() {
        new AccessTale(turns()).tell(LARGER_WORLD);
    }

    /** What an owner gave while it owned, and what one gave who was to own only later. */
    @Test
    default void aGrantSleepsAndWakesWithWhoOwns() {
        new AccessTale(turns()).tell(CHANGING_OWNERS);
    }
}
