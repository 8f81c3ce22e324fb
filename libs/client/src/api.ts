// Written by `npm run client:generate` from the API's document (SHA-256 516f8070a67f4eb85ba78faa1adca89ea310528890e19e59bfccdb16b29cd1cd). Do not edit it.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: operations["Health_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the process needs is there */
        get: operations["Health_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check an operation without handing it over
         * @description Keeps nothing and claims neither an `Idempotency-Key` nor a `po_number`. What is not valid is answered as it would be when handed over, and so are a `po_number` that another operation has and a tenant that has as many operations as it may. A warning names what passes and may be a mistake: a field that the seller may not know. Needs the role trader.
         */
        post: operations["Intake_validate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List operations, the newest first unless sorted otherwise
         * @description Each filter with each order costs the same however many operations there are; so do `seller_id` with `status`, and `user_id` with `waiting_for` by `status_since`. Other filters together may take too long: after two seconds they are refused (`422`), and are to be narrowed. Needs the role viewer.
         */
        get: operations["Operations_list"];
        put?: never;
        /**
         * Hand an operation over
         * @description It is durable when this answers, and is sent exactly once. The same request under the same `Idempotency-Key`, or a `create_media_buy` with the same `po_number` at the same seller, answers with the operation that exists, for as long as that one is kept (`GET /v1/retention`: 400 days from its end unless it was changed). The whole request is checked before it is kept: by the schema of its dialect, and by sense (dates in order, money above zero, one currency). Needs the role trader.
         */
        post: operations["Intake_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schemas/{dialect}/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The schema of a request
         * @description For adcp-v3 the official schemas of the release that the service checks by. What it asks for beyond them (dates in order, one currency), `POST /v1/operations/validate` says. Needs the role viewer.
         */
        get: operations["RequestSchema_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count operations, with the filters of the list
         * @description Each kind is counted up to 10,000. With filters other than `status`, `seller_id` or `user_id` the newest 10,000 operations are counted, and when there are more, every count is an `at_least`; so it is with `by_seller` under a `user_id`. Needs the role viewer.
         */
        get: operations["Counts_count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What needs a person, by seller and reason, and what waits for sellers, by seller and age
         * @description With their money. The groups with the oldest come first; the oldest 10,000 operations of each kind are looked at. Needs the role viewer.
         */
        get: operations["Groups_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an operation, or wait until it changes
         * @description Needs the role viewer.
         */
        get: operations["Operations_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to an operation, the oldest first
         * @description Needs the role viewer.
         */
        get: operations["Operations_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an operation that was not sent yet
         * @description Needs the role trader.
         */
        post: operations["OperationActions_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/{id}/poll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the seller now
         * @description Needs the role trader.
         */
        post: operations["OperationActions_poll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send it again, or repeat one that ended badly
         * @description From `in_doubt`, `pending_permission` and `pending_input` the same operation goes out again. One that is `failed`, `rejected` or `canceled` is repeated as a new operation (`202`, once: a second retry answers with the same one). With a corrected `request` only `failed` and `rejected` ones are repeated; it is checked as at intake. Needs the role trader.
         */
        post: operations["OperationActions_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record an outcome that was learned elsewhere
         * @description Needs the role trader.
         */
        post: operations["OperationActions_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/{id}/attention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Say who looks after an operation that needs a person, or what is known
         * @description Both are kept while a person is needed. A field that is absent stays as it is. Needs the role trader.
         */
        patch: operations["Attention_change"];
        trace?: never;
    };
    "/v1/operations/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a contradiction, a late settlement or a possible booking off the attention list
         * @description Says that somebody has seen it, with what they found out. What comes later asks for a person again. Doubts and timeouts are ended by `resolve` or `retry` instead. Needs the role trader.
         */
        post: operations["Attention_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List bulk jobs, the newest first
         * @description Of the last month: a job is deleted 30 days after its end. Needs the role viewer.
         */
        get: operations["Bulk_list"];
        put?: never;
        /**
         * Act on many operations
         * @description Freezes which operations are meant, and acts on each as the single action does, once, also when a process dies in between. A `dry_run` only finds out what would be done and what refused. Needs the role trader.
         */
        post: operations["Bulk_make"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bulk/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read how far a bulk job has come
         * @description Needs the role viewer.
         */
        get: operations["Bulk_read"];
        put?: never;
        post?: never;
        /**
         * Stop a bulk job
         * @description What is under way ends; nothing else begins. What was done stays done. One that has ended stays as it is. Needs the role trader.
         */
        delete: operations["Bulk_stop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bulk/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what became of each operation of a bulk job
         * @description Needs the role viewer.
         */
        get: operations["Bulk_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sellers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sellers, by id
         * @description With `include=health` each has its `health`: what is wrong, and the figures that tell how ill it is. It is read for the whole page at once; counts stop at 1,000. Needs the role viewer.
         */
        get: operations["Sellers_list"];
        put?: never;
        /**
         * Add a seller
         * @description Needs the role admin.
         */
        post: operations["Sellers_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sellers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a seller
         * @description Needs the role viewer.
         */
        get: operations["Sellers_read"];
        put?: never;
        post?: never;
        /**
         * Delete a seller
         * @description Its id stays reserved, because its operations keep it. Needs the role admin.
         */
        delete: operations["Sellers_delete"];
        options?: never;
        head?: never;
        /**
         * Change a seller
         * @description What is not mentioned stays; `null` takes it away. `auth` and `webhooks` are replaced as a whole, except that the webhook secret stays when its mode does. An `agent_url` of another origin (scheme, host or port) needs `auth` beside it when the seller has a credential, and `webhooks` when it has a webhook secret: the old ones are never sent there. A webhook secret that is replaced is accepted beside the new one for a day, or for `webhooks.secret_grace`. `id` and `dialect` never change. Needs the role admin.
         */
        patch: operations["Sellers_change"];
        trace?: never;
    };
    "/v1/sellers/{id}/orphans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the seller and we do not agree on
         * @description At start and then hourly the seller's open tasks are compared with our operations. What is left over on either side is shown here until the next comparison, or until it is explained: an operation that has ended, a task that was bound. Tasks of the seller are never taken for an operation by elimination. Needs the role viewer.
         */
        get: operations["Sellers_orphans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sellers/{id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read how a seller answers
         * @description Whether it is called at all, when it last answered, how often it does not, how far polling is behind, how long its people take, and under `problems` what is wrong and what to do about it. The counts lag by about two seconds. Needs the role viewer.
         */
        get: operations["SellerHealth_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sellers/{id}/probe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a seller now whether it works
         * @description Opens a connection, lists the tools, and asks one harmless question with the credential. Nothing is booked. It takes 20 seconds at most, is made even while the circuit is open, and does not close it. Needs the role trader.
         */
        post: operations["Probe_probe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List subscriptions, the newest first
         * @description Needs the role viewer.
         */
        get: operations["Subscriptions_list"];
        put?: never;
        /**
         * Subscribe a webhook, a mail address or a Slack channel
         * @description A person gets one message of one turn, even if several subscriptions of the same address take it. A mail address and the address of a Slack channel are kept sealed. Needs the role admin.
         */
        post: operations["Subscriptions_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a subscription
         * @description Needs the role viewer.
         */
        get: operations["Subscriptions_read"];
        put?: never;
        post?: never;
        /**
         * Delete a subscription
         * @description What it is still owed is given up. Needs the role admin.
         */
        delete: operations["Subscriptions_delete"];
        options?: never;
        head?: never;
        /**
         * Change a subscription
         * @description What the body does not name stays as it is. `enabled: true` takes up a subscription that was disabled; `recover` then owes it what it has missed. The channel stays: make another subscription for another one. Needs the role admin.
         */
        patch: operations["Subscriptions_change"];
        trace?: never;
    };
    "/v1/subscriptions/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace a webhook's signing secret
         * @description The new secret is shown this once. Until `previous_secret_until` each notification has two signatures, one of each secret, as Standard Webhooks has it: put the new one in at the receiver meanwhile. Needs the role admin.
         */
        post: operations["SubscriptionActions_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test message now
         * @description Sends one message of the type `subscription.test`, waits up to 15 s for its end, and says what came back. It is not tried again, and a disabled subscription can be tested. Needs the role admin.
         */
        post: operations["SubscriptionActions_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{id}/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Owe again what was missed
         * @description What came since then, is taken by the subscription, and was given up or never owed: while the subscription was disabled, or before it was made. What was delivered is not sent again. One call looks at 5,000 events. Needs the role admin.
         */
        post: operations["SubscriptionActions_recover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deliveries, the newest first
         * @description Needs the role viewer.
         */
        get: operations["Deliveries_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a delivery with its attempts
         * @description Needs the role viewer.
         */
        get: operations["Deliveries_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver again, under the same event id
         * @description Needs the role admin.
         */
        post: operations["Deliveries_redeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the events of all operations, or read them by pages
         * @description With `Accept: text/event-stream` a stream of server-sent events, which goes on until the client leaves; else a page, the oldest event first. A stream begins with an event of the type `position`, whose id is where it begins: after `Last-Event-ID`, or after `cursor`, or else now. `data` of every other event is the notification. Comments come every 15 seconds while nothing happens. A client that does not read for 20 seconds is cut off. Whoever is cut off connects again with the last id as `Last-Event-ID` and misses nothing. Events are kept for as long as `GET /v1/retention` says, 400 days unless it was changed. Whoever goes on from a place behind which some were deleted is answered `410`. Needs the role viewer.
         */
        get: operations["Events_ofTenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the events of one operation, or read them by pages
         * @description With `Accept: text/event-stream` a stream of server-sent events, which goes on until the client leaves; else a page, the oldest event first. A stream begins with an event of the type `position`, whose id is where it begins: after `Last-Event-ID`, or after `cursor`, or else now. `data` of every other event is the notification. Comments come every 15 seconds while nothing happens. A client that does not read for 20 seconds is cut off. Whoever is cut off connects again with the last id as `Last-Event-ID` and misses nothing. Events are kept for as long as `GET /v1/retention` says, 400 days unless it was changed. Whoever goes on from a place behind which some were deleted is answered `410`. Needs the role viewer.
         */
        get: operations["Events_ofOperation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/media-buys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List media buys, the one that was ordered last first
         * @description Needs the role viewer.
         */
        get: operations["MediaBuys_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/media-buys/{seller_id}/{media_buy_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a media buy
         * @description Needs the role viewer.
         */
        get: operations["MediaBuys_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Pending operations, approval times, and the rates of rejections, timeouts and errors
         * @description Needs the role viewer.
         */
        get: operations["Stats_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys, the newest first
         * @description Deleted ones are not among them; ones past their end are. Needs the role admin.
         */
        get: operations["ApiKeys_list"];
        put?: never;
        /**
         * Make an API key
         * @description The answer is the only one that shows the key. Needs the role admin.
         */
        post: operations["ApiKeys_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete an API key
         * @description It stops working within five seconds, on every replica. The last admin key of a tenant cannot be deleted, and the platform admin's only by the platform's admin. Needs the role admin.
         */
        delete: operations["ApiKeys_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who makes this request, and what they may do
         * @description Needs the role viewer.
         */
        get: operations["Me_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in in this browser, and how one can sign in
         * @description Needs neither a key nor a session. A page asks it first: nobody being signed in is an answer here.
         */
        get: operations["Session_read"];
        put?: never;
        /**
         * Sign in with an API key, for 12 hours
         * @description Sets a cookie that no script can read. Every route under `/v1` takes it in place of a key. A request that changes something also carries `csrf_token` as the header `X-CSRF-Token`. The session ends with its key.
         */
        post: operations["Session_open"];
        /**
         * Sign out
         * @description Needs the role viewer.
         */
        delete: operations["Session_end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a link that signs a browser of this machine in, once, within 10 minutes
         * @description Takes a key and no session, from a program on this machine alone, and is there with `SIGN_IN_LINKS=1`, as in `npm run demo`. Who opens the link has the rights of the key. A restart ends it. Needs the role admin.
         */
        post: operations["SignInLinks_make"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in by a link, for 12 hours
         * @description Opens the same session as `POST /v1/session` does. The link is used up by it.
         */
        post: operations["SignInLinks_use"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/oidc/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sign in at the OpenID provider
         * @description For browsers. With `OIDC_ISSUER` set; else sign in with a key.
         */
        get: operations["Oidc_start"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the OpenID provider sends people back to */
        get: operations["Oidc_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tenants, the newest first
         * @description Needs the role platform_admin.
         */
        get: operations["Tenants_list"];
        put?: never;
        /**
         * Make a tenant, with its first admin key
         * @description The answer is the only one that shows the key. Needs the role platform_admin.
         */
        post: operations["Tenants_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a tenant
         * @description What is not mentioned stays as it is. Needs the role platform_admin.
         */
        patch: operations["Tenants_change"];
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who changed what, the newest first
         * @description Changes of keys, tenants, sellers and subscriptions, and what people did to operations. Each line is written with its change and never altered. Handing an operation over, and asking its seller (`poll`), are in its timeline alone. Two of `kind`, `actor` and `target` together go by no index: what they do not find within two seconds is `422`, and times with `after` and `before` help. Needs the role admin.
         */
        get: operations["Audit_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read for how long things are kept
         * @description The platform's admin sets it by `PATCH /v1/tenants/{id}`. An operation counts from when it ended and last changed. It stays beyond that while it needs a person, while its buy is followed, and while a notification of it is owed. Needs the role viewer.
         */
        get: operations["Retention_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export operations that have ended, with everything that hangs on them
         * @description A line of JSON for each operation (NDJSON), in the order in which they ended: the operation with its request, its timeline and its deliveries. No secret is among it. Each line has its own `cursor`: an export that was cut off goes on behind the last line that was kept. The last line of an answer says whether it is `complete`; while it is not, ask again with its `cursor`. A line tells of an operation as it is now. What may still change later, such as `created` to `active`, is told by a later export alone: with `settled_before`, one exports only what ended long ago. Lines come as fast as the client takes them; one that takes nothing for a minute is cut off. A tenant has two exports under way on each replica at most. Each is in the audit. Needs the role viewer.
         */
        get: operations["Exports_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/operations/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm that an export is kept elsewhere
         * @description With `export_first`, nothing of an operation is deleted before an export of it was confirmed. A confirmation never goes back. A cursor of another tenant is refused, and so is a place that no export can have reached yet. Needs the role admin.
         */
        post: operations["Exports_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/adcp/{route_token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A seller's AdCP webhook
         * @description Called by sellers. The raw bytes are verified in the mode agreed with the seller; `2xx` means committed.
         */
        post: operations["Webhooks_adcp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/hitl-tasks/{route_token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A seller's webhook about a human task
         * @description Called by sellers. The raw bytes are verified in the mode agreed with the seller; `2xx` means committed.
         */
        post: operations["Webhooks_hitlTasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/hitl-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The guide's route: the secret, or for HMAC the task, tells the sender
         * @description Called by sellers. The raw bytes are verified in the mode agreed with the seller; `2xx` means committed.
         */
        post: operations["Webhooks_bareHitlTasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "operation.requested": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * operation.requested
         * @description It was handed over, and nothing was sent yet. Its id is the id of the operation.
         */
        post: operations["event_operation_requested"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "operation.pending_approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * operation.pending_approval
         * @description The publisher's people must approve it.
         */
        post: operations["event_operation_pending_approval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "operation.pending_permission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * operation.pending_permission
         * @description A permission is missing, or the publisher refused our call.
         */
        post: operations["event_operation_pending_permission"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "operation.pending_input": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * operation.pending_input
         * @description The publisher asks something before it goes on.
         */
        post: operations["event_operation_pending_input"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "operation.working": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * operation.working
         * @description The publisher is working on it.
         */
        post: operations["event_operation_working"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "operation.approved": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * operation.approved
         * @description It is approved, and its outcome is not in hand yet.
         */
        post: operations["event_operation_approved"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "operation.in_doubt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * operation.in_doubt
         * @description It cannot be proved whether the publisher executed it. It comes once more at the deadline.
         */
        post: operations["event_operation_in_doubt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "operation.timed_out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * operation.timed_out
         * @description The deadline passed without an outcome. It is still watched.
         */
        post: operations["event_operation_timed_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "operation.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * operation.created
         * @description The media buy is booked.
         */
        post: operations["event_operation_created"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "operation.active": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * operation.active
         * @description The media buy delivers.
         */
        post: operations["event_operation_active"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "operation.completed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * operation.completed
         * @description It is done; for every type but a create.
         */
        post: operations["event_operation_completed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "operation.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * operation.failed
         * @description It failed, and `error` says why.
         */
        post: operations["event_operation_failed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "operation.rejected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * operation.rejected
         * @description The publisher rejected it, and `error` says why.
         */
        post: operations["event_operation_rejected"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "operation.canceled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * operation.canceled
         * @description It was canceled.
         */
        post: operations["event_operation_canceled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "operation.conflict_recorded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * operation.conflict_recorded
         * @description The publisher contradicts itself. Nothing was changed; each contradiction is told once.
         */
        post: operations["event_operation_conflict_recorded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "operation.attention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * operation.attention
         * @description A person is needed, for a reason that has just begun: once for each entry into a reason of `attention`. `message` says what to do. It comes after the event of the state.
         */
        post: operations["event_operation_attention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "operation.late_settlement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * operation.late_settlement
         * @description An outcome came after the deadline, and may have committed the desk's money. It comes after the event of the outcome, and not when a person resolved it.
         */
        post: operations["event_operation_late_settlement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "operation.overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * operation.overdue
         * @description It takes longer than nine of ten approvals of this publisher, or than half the time to its deadline.
         */
        post: operations["event_operation_overdue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "operation.deadline_near": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * operation.deadline_near
         * @description A quarter of its time is left, two hours at most, and there is no outcome. Once for each deadline.
         */
        post: operations["event_operation_deadline_near"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "media_buy.creative_deadline_near": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * media_buy.creative_deadline_near
         * @description The buy still waits for creatives a day before the publisher stops taking them.
         */
        post: operations["event_media_buy_creative_deadline_near"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "seller.circuit_opened": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * seller.circuit_opened
         * @description The seller does not answer. Nothing is sent until it does; what waits is kept.
         */
        post: operations["event_seller_circuit_opened"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "seller.circuit_closed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * seller.circuit_closed
         * @description The seller answers again.
         */
        post: operations["event_seller_circuit_closed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "seller.credential_refused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * seller.credential_refused
         * @description The seller refuses our credential: told once, until it takes a call or gets another credential.
         */
        post: operations["event_seller_credential_refused"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /**
         * create_media_buy at a seller of hitl-v1
         * @description create_media_buy at a seller of hitl-v1
         * @example {
         *       "packages": [
         *         "premium_sports"
         *       ],
         *       "po_number": "PO-1",
         *       "total_budget": 50000
         *     }
         */
        HitlV1CreateMediaBuy: {
            /** @description What is bought: the names of packages, or objects */
            packages: (string | {
                [key: string]: unknown;
            })[];
            /** @description The money that may be spent */
            total_budget: number;
            /** @description ISO 4217 */
            currency?: string;
            /** @description The purchase order; absent: one is made */
            po_number?: string;
            /** @description Your own reference */
            buyer_ref?: string;
            /** @description When the flight starts: a date, or a date and time */
            start_date?: string;
            /** @description When the flight ends */
            end_date?: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * update_media_buy at a seller of hitl-v1
         * @description update_media_buy at a seller of hitl-v1
         * @example {
         *       "media_buy_id": "mb_1",
         *       "total_budget": 60000
         *     }
         */
        HitlV1UpdateMediaBuy: {
            /** @description The seller's id of the buy */
            media_buy_id: string;
            /** @description What is bought from now on */
            packages?: unknown[];
            /** @description The money that may be spent */
            total_budget?: number;
            /** @description When the flight ends */
            end_date?: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * add_creative_assets at a seller of hitl-v1
         * @description add_creative_assets at a seller of hitl-v1
         * @example {
         *       "media_buy_id": "mb_1",
         *       "assets": [
         *         {
         *           "creative_id": "cr_1",
         *           "media_url": "https://cdn.example/cr_1.mp4"
         *         }
         *       ]
         *     }
         */
        HitlV1AddCreativeAssets: {
            /** @description The seller's id of the buy */
            media_buy_id: string;
            /** @description The creatives */
            assets: ({
                /** @description Your id of the creative */
                creative_id: string;
            } & {
                [key: string]: unknown;
            })[];
        } & {
            [key: string]: unknown;
        };
        /**
         * create_media_buy at a seller of adcp-v3
         * @description create_media_buy at a seller of adcp-v3
         * @example {
         *       "account": {
         *         "brand": {
         *           "domain": "brand.example"
         *         },
         *         "operator": "desk.example"
         *       },
         *       "brand": {
         *         "domain": "brand.example"
         *       },
         *       "po_number": "PO-2",
         *       "start_time": "asap",
         *       "end_time": "2099-12-31T23:59:59Z",
         *       "packages": [
         *         {
         *           "product_id": "premium_sports",
         *           "budget": 50000,
         *           "pricing_option_id": "cpm_guaranteed_fixed"
         *         }
         *       ]
         *     }
         */
        AdcpV3CreateMediaBuy: {
            /** @description The account at the seller: its `account_id`, or the brand and the operator. AdCP's account reference */
            account: {
                [key: string]: unknown;
            };
            /** @description The advertiser: `{"domain": ...}` */
            brand: {
                [key: string]: unknown;
            };
            /** @description `asap`, or an RFC 3339 time in the future */
            start_time: string;
            /** @description An RFC 3339 time after the start */
            end_time: string;
            /** @description What is bought; absent with a `proposal_id` and a `total_budget` */
            packages?: ({
                /** @description The seller's product */
                product_id: string;
                /** @description The money for this package */
                budget: number;
                /** @description Which of the prices of the product */
                pricing_option_id: string;
            } & {
                [key: string]: unknown;
            })[];
            /** @description A proposal of the seller that is bought as a whole */
            proposal_id?: string;
            /** @description `{amount, currency}`, with a proposal */
            total_budget?: {
                [key: string]: unknown;
            };
            /** @description The purchase order */
            po_number?: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * update_media_buy at a seller of adcp-v3
         * @description update_media_buy at a seller of adcp-v3
         * @example {
         *       "account": {
         *         "account_id": "acc_1"
         *       },
         *       "media_buy_id": "mb_2",
         *       "paused": true
         *     }
         */
        AdcpV3UpdateMediaBuy: {
            /** @description The account at the seller: its `account_id`, or the brand and the operator. AdCP's account reference */
            account: {
                [key: string]: unknown;
            };
            /** @description The seller's id of the buy */
            media_buy_id: string;
            /** @description Whether delivery is paused */
            paused?: boolean;
            /** @description The packages that change, each by its `package_id` */
            packages?: {
                [key: string]: unknown;
            }[];
            /** @description When the flight ends */
            end_time?: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * sync_creatives at a seller of adcp-v3
         * @description sync_creatives at a seller of adcp-v3
         * @example {
         *       "account": {
         *         "account_id": "acc_1"
         *       },
         *       "creatives": [
         *         {
         *           "creative_id": "cr_1",
         *           "name": "Spring, 30 seconds",
         *           "format_id": {
         *             "agent_url": "https://creative.adcontextprotocol.org",
         *             "id": "video_30s"
         *           },
         *           "assets": {
         *             "video": {
         *               "asset_type": "video",
         *               "url": "https://cdn.example/cr_1.mp4",
         *               "width": 1920,
         *               "height": 1080
         *             }
         *           }
         *         }
         *       ]
         *     }
         */
        AdcpV3SyncCreatives: {
            /** @description The account at the seller: its `account_id`, or the brand and the operator. AdCP's account reference */
            account: {
                [key: string]: unknown;
            };
            /** @description The creatives: AdCP's creative assets */
            creatives: {
                [key: string]: unknown;
            }[];
        } & {
            [key: string]: unknown;
        };
        /** @description A key to be made */
        NewApiKey: {
            /** @description Who or what uses the key; timelines and the audit show it */
            name: string;
            /**
             * @description `viewer` reads, `trader` also acts on operations, `admin` also sets up the tenant
             * @enum {string}
             */
            role: "viewer" | "trader" | "admin";
            /**
             * Format: date-time
             * @description When the key stops working; absent: never
             */
            expires_at?: string;
        };
        /** @description What a desk hands over: one request to one seller */
        NewOperation: {
            /**
             * @description The type of the operation
             * @enum {string}
             */
            type: "create_media_buy" | "update_media_buy" | "add_creative_assets" | "sync_creatives";
            /** @description The seller's id */
            seller_id: string;
            /** @description What the seller's tool is called with, without `idempotency_key` and `push_notification_config` */
            request: components["schemas"]["HitlV1CreateMediaBuy"] | components["schemas"]["HitlV1UpdateMediaBuy"] | components["schemas"]["HitlV1AddCreativeAssets"] | components["schemas"]["AdcpV3CreateMediaBuy"] | components["schemas"]["AdcpV3UpdateMediaBuy"] | components["schemas"]["AdcpV3SyncCreatives"];
            /** @description The same as in `request`, or instead of it; only for `create_media_buy` */
            po_number?: string;
            /** @description Who wants it; told in every notification */
            user_id?: string;
            /** @description ISO 8601 duration, PT1S to P90D; else by seller, tenant and type */
            deadline?: string;
        };
        /**
         * @description How an operation is sent again
         * @default {
         *       "accept_double_booking": false
         *     }
         */
        Retry: {
            /**
             * @description Needed when an earlier call may have booked and the seller does not promise to recognise it
             * @default false
             */
            accept_double_booking?: boolean;
            /** @description For one that is `failed` or `rejected`: the corrected request, checked as at intake. Without a `po_number` it keeps the one there was */
            request?: components["schemas"]["HitlV1CreateMediaBuy"] | components["schemas"]["HitlV1UpdateMediaBuy"] | components["schemas"]["HitlV1AddCreativeAssets"] | components["schemas"]["AdcpV3CreateMediaBuy"] | components["schemas"]["AdcpV3UpdateMediaBuy"] | components["schemas"]["AdcpV3SyncCreatives"];
        };
        /** @description That a person has seen it, and what they say to it */
        Acknowledgement: {
            /** @description Who said so, and how: it goes into the timeline */
            note: string;
        };
        /** @description Who sees to it, and a note */
        AttentionChange: {
            /** @description Who looks after it, in your own words; null for nobody */
            assignee?: string | null;
            /** @description What is known; null for nothing */
            note?: string | null;
        };
        /** @description An outcome that a person learned elsewhere */
        Resolution: {
            /**
             * @description For create_media_buy
             * @constant
             */
            status: "created";
            /** @description The seller's id of the buy */
            media_buy_id: string;
            /**
             * Format: date-time
             * @description Until when the seller takes creatives, as it wrote it
             */
            creative_deadline?: string;
            /** @description Who said so, and how: it goes into the timeline */
            note: string;
        } | {
            /**
             * @description For every other type
             * @constant
             */
            status: "completed";
            /** @description The seller's id of the buy */
            media_buy_id?: string;
            /** @description Who said so, and how: it goes into the timeline */
            note: string;
        } | {
            /**
             * @description Its state
             * @constant
             */
            status: "failed";
            /** @description Why, for a person */
            reason?: string;
            /** @description Who said so, and how: it goes into the timeline */
            note: string;
        } | {
            /**
             * @description Its state
             * @constant
             */
            status: "rejected";
            /** @description Why, for a person */
            reason?: string;
            /** @description Who said so, and how: it goes into the timeline */
            note: string;
        } | {
            /**
             * @description Its state
             * @constant
             */
            status: "canceled";
            /** @description Who said so, and how: it goes into the timeline */
            note: string;
        };
        /** @description One action on many operations: on those that are named, or on those that a filter finds */
        NewBulk: {
            /**
             * @description Cancels what was not sent yet
             * @constant
             */
            action: "cancel";
            /** @description These operations, in this order; or else `filter` */
            ids?: string[];
            /** @description The operations that the list shows under these filters at this moment, the newest first */
            filter?: {
                /** @description Statuses, or the kinds open, pending, attention, settled */
                status?: ("requested" | "submitting" | "pending_approval" | "pending_permission" | "pending_input" | "working" | "approved" | "in_doubt" | "timed_out" | "created" | "active" | "completed" | "failed" | "rejected" | "canceled" | "open" | "pending" | "attention" | "settled")[];
                /** @description The seller's id */
                seller_id?: string;
                /**
                 * @description The type of the operation
                 * @enum {string}
                 */
                type?: "create_media_buy" | "update_media_buy" | "add_creative_assets" | "sync_creatives";
                /** @description The purchase order */
                po_number?: string;
                /** @description For whom it was handed over */
                user_id?: string;
                /**
                 * @description Whose move is next
                 * @enum {string}
                 */
                waiting_for?: "seller" | "desk" | "us";
                /**
                 * @description Those that take longer than usual
                 * @constant
                 */
                overdue?: true;
                /**
                 * @description Those that need a person
                 * @constant
                 */
                attention?: true;
                /**
                 * Format: date-time
                 * @description Only those that were made after this time
                 */
                created_after?: string;
                /**
                 * Format: date-time
                 * @description Only those that were made before this time
                 */
                created_before?: string;
                /**
                 * Format: date-time
                 * @description Only those that came into their status after this time
                 */
                status_since_after?: string;
                /**
                 * Format: date-time
                 * @description Only those that came into their status at this time or before it
                 */
                status_since_before?: string;
                /**
                 * Format: date-time
                 * @description Only those that ended at this time or after it
                 */
                settled_after?: string;
                /**
                 * Format: date-time
                 * @description Only those that ended before this time
                 */
                settled_before?: string;
                /** @description At least 3 characters: part of a po_number, media buy id (also that of a change), task id, operation id, buyer reference or message; case does not matter. The newest come first; with another filter or order, it looks at the newest 10,000 matches */
                q?: string;
            };
            /**
             * @description Only finds out, for each, whether the action is possible now
             * @default false
             */
            dry_run?: boolean;
        } | {
            /**
             * @description Asks the sellers now
             * @constant
             */
            action: "poll";
            /** @description These operations, in this order; or else `filter` */
            ids?: string[];
            /** @description The operations that the list shows under these filters at this moment, the newest first */
            filter?: {
                /** @description Statuses, or the kinds open, pending, attention, settled */
                status?: ("requested" | "submitting" | "pending_approval" | "pending_permission" | "pending_input" | "working" | "approved" | "in_doubt" | "timed_out" | "created" | "active" | "completed" | "failed" | "rejected" | "canceled" | "open" | "pending" | "attention" | "settled")[];
                /** @description The seller's id */
                seller_id?: string;
                /**
                 * @description The type of the operation
                 * @enum {string}
                 */
                type?: "create_media_buy" | "update_media_buy" | "add_creative_assets" | "sync_creatives";
                /** @description The purchase order */
                po_number?: string;
                /** @description For whom it was handed over */
                user_id?: string;
                /**
                 * @description Whose move is next
                 * @enum {string}
                 */
                waiting_for?: "seller" | "desk" | "us";
                /**
                 * @description Those that take longer than usual
                 * @constant
                 */
                overdue?: true;
                /**
                 * @description Those that need a person
                 * @constant
                 */
                attention?: true;
                /**
                 * Format: date-time
                 * @description Only those that were made after this time
                 */
                created_after?: string;
                /**
                 * Format: date-time
                 * @description Only those that were made before this time
                 */
                created_before?: string;
                /**
                 * Format: date-time
                 * @description Only those that came into their status after this time
                 */
                status_since_after?: string;
                /**
                 * Format: date-time
                 * @description Only those that came into their status at this time or before it
                 */
                status_since_before?: string;
                /**
                 * Format: date-time
                 * @description Only those that ended at this time or after it
                 */
                settled_after?: string;
                /**
                 * Format: date-time
                 * @description Only those that ended before this time
                 */
                settled_before?: string;
                /** @description At least 3 characters: part of a po_number, media buy id (also that of a change), task id, operation id, buyer reference or message; case does not matter. The newest come first; with another filter or order, it looks at the newest 10,000 matches */
                q?: string;
            };
            /**
             * @description Only finds out, for each, whether the action is possible now
             * @default false
             */
            dry_run?: boolean;
        } | {
            /**
             * @description Sends again, or repeats what ended badly
             * @constant
             */
            action: "retry";
            /**
             * @description As with a single retry
             * @default false
             */
            accept_double_booking?: boolean;
            /** @description These operations, in this order; or else `filter` */
            ids?: string[];
            /** @description The operations that the list shows under these filters at this moment, the newest first */
            filter?: {
                /** @description Statuses, or the kinds open, pending, attention, settled */
                status?: ("requested" | "submitting" | "pending_approval" | "pending_permission" | "pending_input" | "working" | "approved" | "in_doubt" | "timed_out" | "created" | "active" | "completed" | "failed" | "rejected" | "canceled" | "open" | "pending" | "attention" | "settled")[];
                /** @description The seller's id */
                seller_id?: string;
                /**
                 * @description The type of the operation
                 * @enum {string}
                 */
                type?: "create_media_buy" | "update_media_buy" | "add_creative_assets" | "sync_creatives";
                /** @description The purchase order */
                po_number?: string;
                /** @description For whom it was handed over */
                user_id?: string;
                /**
                 * @description Whose move is next
                 * @enum {string}
                 */
                waiting_for?: "seller" | "desk" | "us";
                /**
                 * @description Those that take longer than usual
                 * @constant
                 */
                overdue?: true;
                /**
                 * @description Those that need a person
                 * @constant
                 */
                attention?: true;
                /**
                 * Format: date-time
                 * @description Only those that were made after this time
                 */
                created_after?: string;
                /**
                 * Format: date-time
                 * @description Only those that were made before this time
                 */
                created_before?: string;
                /**
                 * Format: date-time
                 * @description Only those that came into their status after this time
                 */
                status_since_after?: string;
                /**
                 * Format: date-time
                 * @description Only those that came into their status at this time or before it
                 */
                status_since_before?: string;
                /**
                 * Format: date-time
                 * @description Only those that ended at this time or after it
                 */
                settled_after?: string;
                /**
                 * Format: date-time
                 * @description Only those that ended before this time
                 */
                settled_before?: string;
                /** @description At least 3 characters: part of a po_number, media buy id (also that of a change), task id, operation id, buyer reference or message; case does not matter. The newest come first; with another filter or order, it looks at the newest 10,000 matches */
                q?: string;
            };
            /**
             * @description Only finds out, for each, whether the action is possible now
             * @default false
             */
            dry_run?: boolean;
        } | {
            /**
             * @description Takes contradictions, late settlements and possible bookings off the attention list
             * @constant
             */
            action: "acknowledge";
            /** @description Who said so, and how: it goes into each timeline */
            note: string;
            /** @description These operations, in this order; or else `filter` */
            ids?: string[];
            /** @description The operations that the list shows under these filters at this moment, the newest first */
            filter?: {
                /** @description Statuses, or the kinds open, pending, attention, settled */
                status?: ("requested" | "submitting" | "pending_approval" | "pending_permission" | "pending_input" | "working" | "approved" | "in_doubt" | "timed_out" | "created" | "active" | "completed" | "failed" | "rejected" | "canceled" | "open" | "pending" | "attention" | "settled")[];
                /** @description The seller's id */
                seller_id?: string;
                /**
                 * @description The type of the operation
                 * @enum {string}
                 */
                type?: "create_media_buy" | "update_media_buy" | "add_creative_assets" | "sync_creatives";
                /** @description The purchase order */
                po_number?: string;
                /** @description For whom it was handed over */
                user_id?: string;
                /**
                 * @description Whose move is next
                 * @enum {string}
                 */
                waiting_for?: "seller" | "desk" | "us";
                /**
                 * @description Those that take longer than usual
                 * @constant
                 */
                overdue?: true;
                /**
                 * @description Those that need a person
                 * @constant
                 */
                attention?: true;
                /**
                 * Format: date-time
                 * @description Only those that were made after this time
                 */
                created_after?: string;
                /**
                 * Format: date-time
                 * @description Only those that were made before this time
                 */
                created_before?: string;
                /**
                 * Format: date-time
                 * @description Only those that came into their status after this time
                 */
                status_since_after?: string;
                /**
                 * Format: date-time
                 * @description Only those that came into their status at this time or before it
                 */
                status_since_before?: string;
                /**
                 * Format: date-time
                 * @description Only those that ended at this time or after it
                 */
                settled_after?: string;
                /**
                 * Format: date-time
                 * @description Only those that ended before this time
                 */
                settled_before?: string;
                /** @description At least 3 characters: part of a po_number, media buy id (also that of a change), task id, operation id, buyer reference or message; case does not matter. The newest come first; with another filter or order, it looks at the newest 10,000 matches */
                q?: string;
            };
            /**
             * @description Only finds out, for each, whether the action is possible now
             * @default false
             */
            dry_run?: boolean;
        } | {
            /**
             * @description Records an end that was learned elsewhere
             * @constant
             */
            action: "resolve";
            /**
             * @description A good end names a media buy, so it is resolved one by one
             * @enum {string}
             */
            status: "failed" | "rejected" | "canceled";
            /** @description Who said so, and how: it goes into each timeline */
            note: string;
            /** @description These operations, in this order; or else `filter` */
            ids?: string[];
            /** @description The operations that the list shows under these filters at this moment, the newest first */
            filter?: {
                /** @description Statuses, or the kinds open, pending, attention, settled */
                status?: ("requested" | "submitting" | "pending_approval" | "pending_permission" | "pending_input" | "working" | "approved" | "in_doubt" | "timed_out" | "created" | "active" | "completed" | "failed" | "rejected" | "canceled" | "open" | "pending" | "attention" | "settled")[];
                /** @description The seller's id */
                seller_id?: string;
                /**
                 * @description The type of the operation
                 * @enum {string}
                 */
                type?: "create_media_buy" | "update_media_buy" | "add_creative_assets" | "sync_creatives";
                /** @description The purchase order */
                po_number?: string;
                /** @description For whom it was handed over */
                user_id?: string;
                /**
                 * @description Whose move is next
                 * @enum {string}
                 */
                waiting_for?: "seller" | "desk" | "us";
                /**
                 * @description Those that take longer than usual
                 * @constant
                 */
                overdue?: true;
                /**
                 * @description Those that need a person
                 * @constant
                 */
                attention?: true;
                /**
                 * Format: date-time
                 * @description Only those that were made after this time
                 */
                created_after?: string;
                /**
                 * Format: date-time
                 * @description Only those that were made before this time
                 */
                created_before?: string;
                /**
                 * Format: date-time
                 * @description Only those that came into their status after this time
                 */
                status_since_after?: string;
                /**
                 * Format: date-time
                 * @description Only those that came into their status at this time or before it
                 */
                status_since_before?: string;
                /**
                 * Format: date-time
                 * @description Only those that ended at this time or after it
                 */
                settled_after?: string;
                /**
                 * Format: date-time
                 * @description Only those that ended before this time
                 */
                settled_before?: string;
                /** @description At least 3 characters: part of a po_number, media buy id (also that of a change), task id, operation id, buyer reference or message; case does not matter. The newest come first; with another filter or order, it looks at the newest 10,000 matches */
                q?: string;
            };
            /**
             * @description Only finds out, for each, whether the action is possible now
             * @default false
             */
            dry_run?: boolean;
        };
        /** @description Up to where an export is kept elsewhere */
        ExportConfirmation: {
            /** @description `cursor` of the last line that is kept elsewhere */
            cursor: string;
        };
        /** @description A publisher's sales agent, as it is added */
        NewSeller: {
            /** @description Made from the name when absent; never changes */
            id?: string;
            /**
             * @description How the seller speaks
             * @enum {string}
             */
            dialect: "hitl-v1" | "adcp-v3";
            /** @description Its name, for people */
            name: string;
            /** @description The MCP endpoint of the seller's agent */
            agent_url: string;
            /** @description How we prove ourselves at the seller; null: not at all. Never has the credential itself in an answer */
            auth?: {
                /**
                 * @description Where the credential goes
                 * @enum {string}
                 */
                scheme: "bearer" | "header";
                /** @description With the scheme `header`; `x-adcp-auth` when absent */
                header?: string;
                /** @description The credential; kept sealed, and never shown */
                token: string;
            } | null;
            /** @description Absent: the seller is only polled */
            webhooks?: {
                /**
                 * @description How its webhooks prove themselves
                 * @enum {string}
                 */
                mode: "rfc9421" | "hmac" | "bearer" | "none";
                /** @description With `hmac` or `bearer`. A new one replaces the old one, which holds for `secret_grace` more */
                secret?: string;
                /** @description When `secret` is replaced: how long the old one is accepted beside the new one, as an ISO 8601 duration; `PT24H` when absent. At an `adcp-v3` seller it is accepted for longer while an operation is followed that was sent with it, because the seller signs those with the secret that it was given then. `PT0S` ends it at once, also for these, which are then only polled: for a secret that leaked */
                secret_grace?: string;
                /** @description With `rfc9421`: the keys themselves, pinned */
                jwks?: {
                    /** @description The keys (RFC 7517) */
                    keys: {
                        [key: string]: string | string[] | number | boolean;
                    }[];
                };
                /** @description With `rfc9421`: where the keys are published */
                jwks_uri?: string;
                /** @description With `rfc9421`: the operator's brand.json, which names the keys of `agent_url` */
                brand_json_url?: string;
                /** @description With `rfc9421`: the operator's list of revoked keys */
                revocation_uri?: string;
                /**
                 * @description With `rfc9421`: `3.1` also accepts keys for signing requests; `3.0` when absent
                 * @enum {string}
                 */
                profile?: "3.0" | "3.1";
            } | null;
            /** @description How much may be asked of the seller at once */
            limits?: {
                /** @description Calls at the same time; 16 when absent */
                max_concurrency?: number;
                /** @description Calls in a second; null: no limit */
                requests_per_second?: number | null;
                /** @description Shortest time between two polls; null: no limit */
                min_poll_seconds?: number | null;
            };
            /** @description ISO 8601 durations by operation type */
            deadlines?: {
                [key: string]: string;
            } | null;
            /** @description Whom people ask at the seller; replaced as a whole */
            contact?: {
                /** @description Its name, for people */
                name?: string | null;
                /** @description An address for mail */
                email?: string | null;
                /** @description A telephone number */
                phone?: string | null;
                /** @description Free text: office hours, who decides what */
                note?: string | null;
            } | null;
            /** @description `true` stops sending to it; what was sent is followed all the same */
            paused?: boolean;
        };
        /** @description What changes of a seller; what is absent stays */
        SellerChanges: {
            /** @description Its name, for people */
            name?: string;
            /** @description The MCP endpoint of the seller's agent */
            agent_url?: string;
            /** @description How we prove ourselves at the seller; null: not at all. Never has the credential itself in an answer */
            auth?: {
                /**
                 * @description Where the credential goes
                 * @enum {string}
                 */
                scheme: "bearer" | "header";
                /** @description With the scheme `header`; `x-adcp-auth` when absent */
                header?: string;
                /** @description The credential; kept sealed, and never shown */
                token: string;
            } | null;
            /** @description Absent: the seller is only polled */
            webhooks?: {
                /**
                 * @description How its webhooks prove themselves
                 * @enum {string}
                 */
                mode: "rfc9421" | "hmac" | "bearer" | "none";
                /** @description With `hmac` or `bearer`. A new one replaces the old one, which holds for `secret_grace` more */
                secret?: string;
                /** @description When `secret` is replaced: how long the old one is accepted beside the new one, as an ISO 8601 duration; `PT24H` when absent. At an `adcp-v3` seller it is accepted for longer while an operation is followed that was sent with it, because the seller signs those with the secret that it was given then. `PT0S` ends it at once, also for these, which are then only polled: for a secret that leaked */
                secret_grace?: string;
                /** @description With `rfc9421`: the keys themselves, pinned */
                jwks?: {
                    /** @description The keys (RFC 7517) */
                    keys: {
                        [key: string]: string | string[] | number | boolean;
                    }[];
                };
                /** @description With `rfc9421`: where the keys are published */
                jwks_uri?: string;
                /** @description With `rfc9421`: the operator's brand.json, which names the keys of `agent_url` */
                brand_json_url?: string;
                /** @description With `rfc9421`: the operator's list of revoked keys */
                revocation_uri?: string;
                /**
                 * @description With `rfc9421`: `3.1` also accepts keys for signing requests; `3.0` when absent
                 * @enum {string}
                 */
                profile?: "3.0" | "3.1";
            } | null;
            /** @description How much may be asked of the seller at once */
            limits?: {
                /** @description Calls at the same time; 16 when absent */
                max_concurrency?: number;
                /** @description Calls in a second; null: no limit */
                requests_per_second?: number | null;
                /** @description Shortest time between two polls; null: no limit */
                min_poll_seconds?: number | null;
            };
            /** @description ISO 8601 durations by operation type */
            deadlines?: {
                [key: string]: string;
            } | null;
            /** @description Whom people ask at the seller; replaced as a whole */
            contact?: {
                /** @description Its name, for people */
                name?: string | null;
                /** @description An address for mail */
                email?: string | null;
                /** @description A telephone number */
                phone?: string | null;
                /** @description Free text: office hours, who decides what */
                note?: string | null;
            } | null;
            /** @description `true` stops sending to it; what was sent is followed all the same */
            paused?: boolean;
        };
        /** @description Where notifications are wanted, and of what */
        NewSubscription: {
            /**
             * @description `webhook` needs `url`, `slack` needs the `url` of an incoming webhook, `email` needs `to`
             * @default webhook
             * @enum {string}
             */
            channel?: "webhook" | "email" | "slack";
            /** @description The address */
            url?: string;
            /**
             * Format: email
             * @description The address for mail
             */
            to?: string;
            /** @description Empty: every type */
            events?: ("operation.requested" | "operation.pending_approval" | "operation.pending_permission" | "operation.pending_input" | "operation.working" | "operation.approved" | "operation.in_doubt" | "operation.timed_out" | "operation.created" | "operation.active" | "operation.completed" | "operation.failed" | "operation.rejected" | "operation.canceled" | "operation.conflict_recorded" | "operation.attention" | "operation.late_settlement" | "operation.overdue" | "operation.deadline_near" | "media_buy.creative_deadline_near" | "seller.circuit_opened" | "seller.circuit_closed" | "seller.credential_refused")[];
            /** @description Only what concerns this seller */
            seller_id?: string;
            /** @description Only what this user asked for, as the operation names them */
            user_id?: string;
            /** @description What comes in this time is held back, and sent at its end. `operation.attention` passes */
            quiet_hours?: {
                /** @description An IANA time zone such as `Europe/Berlin` */
                time_zone: string;
                /** @description When they begin, by the clock there */
                from: string;
                /** @description When they end; before `from`: on the next day */
                to: string;
            };
            /** @description For `email` and `slack`: what happens is gathered into one message, with what needs a person first. Nothing is sent when nothing happened */
            digest?: {
                /**
                 * @description `hourly`: at each full hour; `daily`: at the time `at`
                 * @enum {string}
                 */
                every: "hourly" | "daily";
                /** @description With `daily`: when, by the clock there; 08:00 when absent */
                at?: string;
                /**
                 * @description An IANA time zone such as `Europe/Berlin`
                 * @default UTC
                 */
                time_zone?: string;
                /**
                 * @description true: what a person must see to, and deadlines that are near, come at once and by themselves. false: they wait for the digest too
                 * @default true
                 */
                urgent?: boolean;
            };
            /** @description A note on what it is for */
            description?: string;
        };
        /** @description What changes of a subscription; what is absent stays */
        SubscriptionChange: {
            /** @description Another address, of the same channel */
            url?: string;
            /**
             * Format: email
             * @description Another mail address
             */
            to?: string;
            /** @description Empty: every type */
            events?: ("operation.requested" | "operation.pending_approval" | "operation.pending_permission" | "operation.pending_input" | "operation.working" | "operation.approved" | "operation.in_doubt" | "operation.timed_out" | "operation.created" | "operation.active" | "operation.completed" | "operation.failed" | "operation.rejected" | "operation.canceled" | "operation.conflict_recorded" | "operation.attention" | "operation.late_settlement" | "operation.overdue" | "operation.deadline_near" | "media_buy.creative_deadline_near" | "seller.circuit_opened" | "seller.circuit_closed" | "seller.credential_refused")[];
            /** @description The seller's id */
            seller_id?: string | null;
            /** @description For whom it was handed over */
            user_id?: string | null;
            /** @description null: none */
            quiet_hours?: {
                /** @description An IANA time zone such as `Europe/Berlin` */
                time_zone: string;
                /** @description When they begin, by the clock there */
                from: string;
                /** @description When they end; before `from`: on the next day */
                to: string;
            } | null;
            /** @description Replaced as a whole. null: none, each turn by itself */
            digest?: {
                /**
                 * @description `hourly`: at each full hour; `daily`: at the time `at`
                 * @enum {string}
                 */
                every: "hourly" | "daily";
                /** @description With `daily`: when, by the clock there; 08:00 when absent */
                at?: string;
                /**
                 * @description An IANA time zone such as `Europe/Berlin`
                 * @default UTC
                 */
                time_zone?: string;
                /**
                 * @description true: what a person must see to, and deadlines that are near, come at once and by themselves. false: they wait for the digest too
                 * @default true
                 */
                urgent?: boolean;
            } | null;
            /** @description A note on what it is for */
            description?: string | null;
            /** @description false: nothing is owed to it. A receiver that answers 410 disables it too */
            enabled?: boolean;
        };
        /** @description For how long the old secret signs too */
        RotateSecret: {
            /**
             * @description For how long both secrets sign. 0 ends the old one at once: for a secret that leaked
             * @default 24
             */
            overlap_hours?: number;
        };
        /** @description From when on notifications are sent again */
        RecoverSubscription: {
            /**
             * Format: date-time
             * @description Events of this time and later; at most 30 days back
             */
            since: string;
        };
        /** @description The token of a link with which a person signs in */
        SignInByLink: {
            /** @description The token of the link */
            token: string;
        };
        /** @description The key with which a person signs in */
        SignIn: {
            /** @description An API key */
            key: string;
        };
        /** @description A tenant to be made */
        NewTenant: {
            /** @description Unique among tenants */
            name: string;
        };
        /** @description What changes of a tenant; what is absent stays */
        TenantChanges: {
            /** @description Unique among tenants */
            name?: string;
            /** @description Requests are limited over all replicas. A limit that is not mentioned stays */
            limits?: {
                /** @description Of all keys and people of the tenant together; null: no limit */
                requests_per_second?: number | null;
                /** @description Of each key and person; null: 5000 */
                requests_per_second_per_key?: number | null;
                /** @description Operations without an end; null: no limit */
                max_open_operations?: number | null;
                /** @description Sellers that are not deleted; null: 1000 */
                max_sellers?: number | null;
                /** @description Subscriptions that are not deleted; null: 100. Every event is written once for each */
                max_subscriptions?: number | null;
                /** @description Streams of events at once, for each replica; null: `MAX_EVENT_STREAMS_PER_TENANT` */
                max_event_streams?: number | null;
            };
            /** @description How long operations of a type may take where neither the request nor the seller says so. null, for a type or for all: the default. A type that is not mentioned stays */
            deadlines?: {
                [key: string]: string | null;
            } | null;
            /** @description For how long its things are kept. null: by the defaults. A period that is not mentioned stays */
            retention?: {
                /** @description Operations that have ended, with their timelines, from their last change on; null: 400 */
                operations_days?: number | null;
                /** @description Events, no longer than operations; null: 400 */
                events_days?: number | null;
                /** @description Notifications that are no longer tried, no longer than events; null: 30 */
                deliveries_days?: number | null;
                /** @description Nothing of an operation is deleted before `POST /v1/exports/operations/confirm` has passed it; null: false */
                export_first?: boolean | null;
            } | null;
            /** @description `true` stops sending to every seller of the tenant; what was sent is followed all the same */
            paused?: boolean;
        };
        /** @description An API key, without the key itself */
        ApiKey: {
            /**
             * Format: uuid
             * @description Its id
             */
            id: string;
            /** @description Its name, for people */
            name: string;
            /**
             * @description What it may do
             * @enum {string}
             */
            role: "viewer" | "trader" | "admin";
            /** @description Whether it is the platform admin's, who also sets up tenants */
            platform_admin: boolean;
            /** @description Who made it; null for keys that no request made */
            created_by: string | null;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /** @description Null: it does not end by itself */
            expires_at: string | null;
            /** @description At most a minute behind; null: never */
            last_used_at: string | null;
        };
        /** @description A page: An API key, without the key itself */
        ApiKeyPage: {
            /** @description What is on the page */
            items: components["schemas"]["ApiKey"][];
            /** @description Passed back as `cursor` for the next page; null on the last one */
            next_cursor: string | null;
        };
        /** @description A new API key; the only answer that has the key itself */
        CreatedApiKey: {
            /**
             * Format: uuid
             * @description Its id
             */
            id: string;
            /** @description Its name, for people */
            name: string;
            /**
             * @description What it may do
             * @enum {string}
             */
            role: "viewer" | "trader" | "admin";
            /** @description Whether it is the platform admin's, who also sets up tenants */
            platform_admin: boolean;
            /** @description Who made it; null for keys that no request made */
            created_by: string | null;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /** @description Null: it does not end by itself */
            expires_at: string | null;
            /** @description At most a minute behind; null: never */
            last_used_at: string | null;
            /** @description `ado_<id>_<secret>`; shown this once, and not stored */
            key: string;
        };
        /** @description Whose key the request came with, and what it may do */
        Me: {
            /** @description The organisation */
            tenant: {
                /**
                 * Format: uuid
                 * @description Its id
                 */
                id: string;
                /** @description Its name, for people */
                name: string;
            };
            /** @description The key of the request, or the one that was signed in with */
            key?: {
                /**
                 * Format: uuid
                 * @description Its id
                 */
                id: string;
                /** @description Its name, for people */
                name: string;
                /**
                 * @description What it may do
                 * @enum {string}
                 */
                role: "viewer" | "trader" | "admin";
            };
            /** @description The person who signed in by OpenID Connect */
            user?: {
                /** @description Its id */
                id: string;
                /** @description Its name, for people */
                name: string;
                /**
                 * @description What it may do
                 * @enum {string}
                 */
                role: "viewer" | "trader" | "admin";
            };
            /** @description What the tenant may use */
            limits: {
                /** @description Of all keys and people together; null: no limit */
                requests_per_second: number | null;
                /** @description Of each key and person */
                requests_per_second_per_key: number;
                /** @description Operations without an end; null: no limit */
                max_open_operations: number | null;
                /** @description Sellers that are not deleted */
                max_sellers: number;
                /** @description Subscriptions that are not deleted */
                max_subscriptions: number;
                /** @description Streams of events at once, for each replica; null: as many as the installation allows */
                max_event_streams: number | null;
            };
            /** @description Whether tenants may be set up */
            platform_admin: boolean;
            /** @description Where the queue board is, for the platform's admin; null for others, and where there is none */
            queue_board: string | null;
            /** @description Of a person who is signed in */
            session?: {
                /**
                 * Format: date-time
                 * @description When it ends
                 */
                expires_at: string;
                /** @description Sent as `X-CSRF-Token` with each request that changes something */
                csrf_token: string;
            };
        };
        /** @description One change, and who made it */
        AuditEntry: {
            /** @description Its id */
            id: string;
            /**
             * Format: date-time
             * @description When it happened
             */
            at: string;
            /** @description Who made it */
            actor: {
                /** @description Null in old lines of actions on operations, which have the name alone */
                kind: ("api_key" | "user") | null;
                /** @description Of the key, also of a session that was opened with one, or the subject at the OpenID provider; null with `kind` */
                id: string | null;
                /** @description Its name, for people */
                name: string;
            };
            /**
             * @description What was done
             * @enum {string}
             */
            kind: "api_key.created" | "api_key.deleted" | "bulk.created" | "bulk.stopped" | "delivery.redelivered" | "export.confirmed" | "export.read" | "seller.changed" | "seller.created" | "seller.deleted" | "session.ended" | "session.started" | "subscription.changed" | "subscription.created" | "subscription.deleted" | "subscription.recovered" | "subscription.secret_rotated" | "subscription.tested" | "tenant.changed" | "tenant.created" | "operation.cancel_requested" | "operation.poll_requested" | "operation.retry_requested" | "operation.resolved" | "operation.acknowledged" | "operation.attention_noted" | "operation.repeated" | "operation.acted" | "retention.deleted";
            /** @description The id of what was changed */
            target: string;
            /** @description What is worth knowing of the change; never a secret */
            detail: {
                [key: string]: unknown;
            };
        };
        /** @description A page: Audit */
        AuditPage: {
            /** @description What is on the page */
            items: components["schemas"]["AuditEntry"][];
            /** @description Passed back as `cursor` for the next page; null on the last one */
            next_cursor: string | null;
        };
        /** @description What went wrong, in the words of the seller or in ours */
        OperationError: {
            /** @description What kind of error, for a program */
            code: string;
            /** @description A rejection's reason is here */
            message: string;
            /** @description Whether to try again, to correct the request, or neither; null when nobody knows */
            recovery: ("transient" | "correctable" | "terminal") | null;
            /** @description The field of the request that it is about */
            field: string | null;
            /** @description What to do instead */
            suggestion: string | null;
            /** @description Seconds */
            retry_after: number | null;
            /** @description What else the seller said */
            details: unknown;
        };
        /** @description Why a person is needed, and what to do */
        Attention: {
            /**
             * @description Why a person is needed
             * @enum {string}
             */
            reason: "restored" | "in_doubt" | "timed_out" | "credential_refused" | "permission_missing" | "input_required" | "version_unsupported" | "may_be_booked" | "late_settlement" | "conflict";
            /**
             * Format: date-time
             * @description Since when for this reason
             */
            since: string;
            /** @description In plain words, for a trader */
            what_to_do: string;
            /** @description Who looks after it, as somebody of yours set it */
            assignee: string | null;
            /** @description What somebody of yours wrote about it */
            note: string | null;
        };
        /** @description What was bought, read from the request */
        OperationSummary: {
            /** @description The request's total; for a create without one, the sum of its packages */
            total_budget: {
                /** @description How much, in units of the currency */
                amount: number;
                /** @description ISO 4217 */
                currency: string | null;
            } | null;
            /** @description As the request says it: a date, an instant, or `asap` */
            start: string | null;
            /** @description When the flight ends */
            end: string | null;
            /** @description How many */
            packages: number | null;
            /** @description For which brand */
            brand: string | null;
        };
        /** @description One durable request to one seller, as it stands */
        Operation: {
            /**
             * Format: uuid
             * @description Its id
             */
            id: string;
            /**
             * @description The type of the operation
             * @enum {string}
             */
            type: "create_media_buy" | "update_media_buy" | "add_creative_assets" | "sync_creatives";
            /**
             * @description Its state
             * @enum {string}
             */
            status: "requested" | "submitting" | "pending_approval" | "pending_permission" | "pending_input" | "working" | "approved" | "in_doubt" | "timed_out" | "created" | "active" | "completed" | "failed" | "rejected" | "canceled";
            /** @description The seller's id */
            seller_id: string;
            /** @description The seller's last word about the operation */
            seller_status: string | null;
            /** @description The seller's last word about its task */
            seller_task_status: string | null;
            /** @description What holds the sending back: a pause of the seller or the tenant, since when, and what ends it; null otherwise, and in notifications */
            waiting_reason: string | null;
            /**
             * Format: date-time
             * @description When it came into this status
             */
            status_since: string;
            /** @description What was bought */
            summary: components["schemas"]["OperationSummary"];
            /** @description Whose move is next: the `seller`, the `desk` (a person of yours), or `us` (this service sends, asks or reconciles); null when it is settled */
            waiting_for: ("seller" | "desk" | "us") | null;
            /** @description An approval takes longer than nine of ten of this seller (of at least 20); without such a history, half the time to the deadline has passed. The poller marks it within seconds of `overdue_at`; filters and counts say the same */
            overdue: boolean;
            /** @description From when on it counts as overdue; null when it is settled */
            overdue_at: string | null;
            /** @description null while no person is needed */
            attention: components["schemas"]["Attention"] | null;
            /** @description The seller's last words, for a person */
            message: string | null;
            /** @description The seller's id of the task that stands for the operation */
            task_id: string | null;
            /** @description The seller's id of the conversation */
            context_id: string | null;
            /** @description The purchase order */
            po_number: string | null;
            /** @description For whom it was handed over */
            user_id: string | null;
            /** @description The buy of the outcome; before it, the one that the seller has named while it waits: `status` tells whether it is booked */
            media_buy_id: string | null;
            /** @description Until when the seller takes creatives, as it wrote it */
            creative_deadline: string | null;
            /** @description The seller's result, as it sent it */
            result: unknown;
            /** @description True in lists and notifications when the result has more than 64 KiB: read the operation itself for it */
            result_omitted: boolean;
            /** @description What went wrong; null when nothing did */
            error: components["schemas"]["OperationError"] | null;
            /** @description When an approval will probably come; null when none is waited for, and when both times have passed */
            estimated_completion: {
                /** @description Half of the approvals come by then; null when that has passed */
                p50: string | null;
                /**
                 * Format: date-time
                 * @description Nine of ten come by then
                 */
                p90: string;
                /**
                 * @description `history`: the seller's own approvals; `default`: 2 to 4 hours, until it has a history
                 * @enum {string}
                 */
                source: "history" | "default";
            } | null;
            /** @description What a person may do now */
            allowed_actions: ("cancel" | "retry" | "poll" | "resolve" | "acknowledge")[];
            /** @description Calls made to the seller */
            attempt: number;
            /** @description The operation that this one repeats */
            retry_of: string | null;
            /** @description Since when the seller is asked to cancel; only its word ends the operation */
            cancel_requested_at: string | null;
            /** @description It was settled after its deadline */
            late: boolean;
            /** @description How often the seller contradicted itself; the timeline has each */
            conflicts: number;
            /** @description When the seller is asked next */
            next_poll_at: string | null;
            /**
             * Format: date-time
             * @description By when it has to have an outcome
             */
            deadline_at: string;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed
             */
            updated_at: string;
            /** @description When it ended; null while it has not */
            settled_at: string | null;
            /** @description Rises with every change; the `ETag` */
            version: number;
        };
        /** @description An operation with what was asked for */
        ReadOperation: {
            /**
             * Format: uuid
             * @description Its id
             */
            id: string;
            /**
             * @description The type of the operation
             * @enum {string}
             */
            type: "create_media_buy" | "update_media_buy" | "add_creative_assets" | "sync_creatives";
            /**
             * @description Its state
             * @enum {string}
             */
            status: "requested" | "submitting" | "pending_approval" | "pending_permission" | "pending_input" | "working" | "approved" | "in_doubt" | "timed_out" | "created" | "active" | "completed" | "failed" | "rejected" | "canceled";
            /** @description The seller's id */
            seller_id: string;
            /** @description The seller's last word about the operation */
            seller_status: string | null;
            /** @description The seller's last word about its task */
            seller_task_status: string | null;
            /** @description What holds the sending back: a pause of the seller or the tenant, since when, and what ends it; null otherwise, and in notifications */
            waiting_reason: string | null;
            /**
             * Format: date-time
             * @description When it came into this status
             */
            status_since: string;
            /** @description What was bought */
            summary: components["schemas"]["OperationSummary"];
            /** @description Whose move is next: the `seller`, the `desk` (a person of yours), or `us` (this service sends, asks or reconciles); null when it is settled */
            waiting_for: ("seller" | "desk" | "us") | null;
            /** @description An approval takes longer than nine of ten of this seller (of at least 20); without such a history, half the time to the deadline has passed. The poller marks it within seconds of `overdue_at`; filters and counts say the same */
            overdue: boolean;
            /** @description From when on it counts as overdue; null when it is settled */
            overdue_at: string | null;
            /** @description null while no person is needed */
            attention: components["schemas"]["Attention"] | null;
            /** @description The seller's last words, for a person */
            message: string | null;
            /** @description The seller's id of the task that stands for the operation */
            task_id: string | null;
            /** @description The seller's id of the conversation */
            context_id: string | null;
            /** @description The purchase order */
            po_number: string | null;
            /** @description For whom it was handed over */
            user_id: string | null;
            /** @description The buy of the outcome; before it, the one that the seller has named while it waits: `status` tells whether it is booked */
            media_buy_id: string | null;
            /** @description Until when the seller takes creatives, as it wrote it */
            creative_deadline: string | null;
            /** @description The seller's result, as it sent it */
            result: unknown;
            /** @description True in lists and notifications when the result has more than 64 KiB: read the operation itself for it */
            result_omitted: boolean;
            /** @description What went wrong; null when nothing did */
            error: components["schemas"]["OperationError"] | null;
            /** @description When an approval will probably come; null when none is waited for, and when both times have passed */
            estimated_completion: {
                /** @description Half of the approvals come by then; null when that has passed */
                p50: string | null;
                /**
                 * Format: date-time
                 * @description Nine of ten come by then
                 */
                p90: string;
                /**
                 * @description `history`: the seller's own approvals; `default`: 2 to 4 hours, until it has a history
                 * @enum {string}
                 */
                source: "history" | "default";
            } | null;
            /** @description What a person may do now */
            allowed_actions: ("cancel" | "retry" | "poll" | "resolve" | "acknowledge")[];
            /** @description Calls made to the seller */
            attempt: number;
            /** @description The operation that this one repeats */
            retry_of: string | null;
            /** @description Since when the seller is asked to cancel; only its word ends the operation */
            cancel_requested_at: string | null;
            /** @description It was settled after its deadline */
            late: boolean;
            /** @description How often the seller contradicted itself; the timeline has each */
            conflicts: number;
            /** @description When the seller is asked next */
            next_poll_at: string | null;
            /**
             * Format: date-time
             * @description By when it has to have an outcome
             */
            deadline_at: string;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed
             */
            updated_at: string;
            /** @description When it ended; null while it has not */
            settled_at: string | null;
            /** @description Rises with every change; the `ETag` */
            version: number;
            /** @description The operation that repeats this one, at most one; another `retry` answers with it */
            repeated_by: string | null;
            /** @description What the desk asked for, as the seller gets it; without what this service adds */
            request: {
                [key: string]: unknown;
            };
        };
        /** @description An operation of a list */
        ListedOperation: {
            /**
             * Format: uuid
             * @description Its id
             */
            id: string;
            /**
             * @description The type of the operation
             * @enum {string}
             */
            type: "create_media_buy" | "update_media_buy" | "add_creative_assets" | "sync_creatives";
            /**
             * @description Its state
             * @enum {string}
             */
            status: "requested" | "submitting" | "pending_approval" | "pending_permission" | "pending_input" | "working" | "approved" | "in_doubt" | "timed_out" | "created" | "active" | "completed" | "failed" | "rejected" | "canceled";
            /** @description The seller's id */
            seller_id: string;
            /** @description The seller's last word about the operation */
            seller_status: string | null;
            /** @description The seller's last word about its task */
            seller_task_status: string | null;
            /** @description What holds the sending back: a pause of the seller or the tenant, since when, and what ends it; null otherwise, and in notifications */
            waiting_reason: string | null;
            /**
             * Format: date-time
             * @description When it came into this status
             */
            status_since: string;
            /** @description What was bought */
            summary: components["schemas"]["OperationSummary"];
            /** @description Whose move is next: the `seller`, the `desk` (a person of yours), or `us` (this service sends, asks or reconciles); null when it is settled */
            waiting_for: ("seller" | "desk" | "us") | null;
            /** @description An approval takes longer than nine of ten of this seller (of at least 20); without such a history, half the time to the deadline has passed. The poller marks it within seconds of `overdue_at`; filters and counts say the same */
            overdue: boolean;
            /** @description From when on it counts as overdue; null when it is settled */
            overdue_at: string | null;
            /** @description null while no person is needed */
            attention: components["schemas"]["Attention"] | null;
            /** @description The seller's last words, for a person */
            message: string | null;
            /** @description The seller's id of the task that stands for the operation */
            task_id: string | null;
            /** @description The seller's id of the conversation */
            context_id: string | null;
            /** @description The purchase order */
            po_number: string | null;
            /** @description For whom it was handed over */
            user_id: string | null;
            /** @description The buy of the outcome; before it, the one that the seller has named while it waits: `status` tells whether it is booked */
            media_buy_id: string | null;
            /** @description Until when the seller takes creatives, as it wrote it */
            creative_deadline: string | null;
            /** @description The seller's result, as it sent it */
            result: unknown;
            /** @description True in lists and notifications when the result has more than 64 KiB: read the operation itself for it */
            result_omitted: boolean;
            /** @description What went wrong; null when nothing did */
            error: components["schemas"]["OperationError"] | null;
            /** @description When an approval will probably come; null when none is waited for, and when both times have passed */
            estimated_completion: {
                /** @description Half of the approvals come by then; null when that has passed */
                p50: string | null;
                /**
                 * Format: date-time
                 * @description Nine of ten come by then
                 */
                p90: string;
                /**
                 * @description `history`: the seller's own approvals; `default`: 2 to 4 hours, until it has a history
                 * @enum {string}
                 */
                source: "history" | "default";
            } | null;
            /** @description What a person may do now */
            allowed_actions: ("cancel" | "retry" | "poll" | "resolve" | "acknowledge")[];
            /** @description Calls made to the seller */
            attempt: number;
            /** @description The operation that this one repeats */
            retry_of: string | null;
            /** @description Since when the seller is asked to cancel; only its word ends the operation */
            cancel_requested_at: string | null;
            /** @description It was settled after its deadline */
            late: boolean;
            /** @description How often the seller contradicted itself; the timeline has each */
            conflicts: number;
            /** @description When the seller is asked next */
            next_poll_at: string | null;
            /**
             * Format: date-time
             * @description By when it has to have an outcome
             */
            deadline_at: string;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed
             */
            updated_at: string;
            /** @description When it ended; null while it has not */
            settled_at: string | null;
            /** @description Rises with every change; the `ETag` */
            version: number;
            /** @description With `include=request`. Absent if it has more than 65,536 characters: read the operation itself */
            request?: {
                [key: string]: unknown;
            };
        };
        /** @description A page: One durable request to one seller, as it stands */
        OperationPage: {
            /** @description What is on the page */
            items: components["schemas"]["ListedOperation"][];
            /** @description Passed back as `cursor` for the next page; null on the last one */
            next_cursor: string | null;
        };
        /** @description An operation after what a person did, with what that means */
        ActedOperation: {
            /**
             * Format: uuid
             * @description Its id
             */
            id: string;
            /**
             * @description The type of the operation
             * @enum {string}
             */
            type: "create_media_buy" | "update_media_buy" | "add_creative_assets" | "sync_creatives";
            /**
             * @description Its state
             * @enum {string}
             */
            status: "requested" | "submitting" | "pending_approval" | "pending_permission" | "pending_input" | "working" | "approved" | "in_doubt" | "timed_out" | "created" | "active" | "completed" | "failed" | "rejected" | "canceled";
            /** @description The seller's id */
            seller_id: string;
            /** @description The seller's last word about the operation */
            seller_status: string | null;
            /** @description The seller's last word about its task */
            seller_task_status: string | null;
            /** @description What holds the sending back: a pause of the seller or the tenant, since when, and what ends it; null otherwise, and in notifications */
            waiting_reason: string | null;
            /**
             * Format: date-time
             * @description When it came into this status
             */
            status_since: string;
            /** @description What was bought */
            summary: components["schemas"]["OperationSummary"];
            /** @description Whose move is next: the `seller`, the `desk` (a person of yours), or `us` (this service sends, asks or reconciles); null when it is settled */
            waiting_for: ("seller" | "desk" | "us") | null;
            /** @description An approval takes longer than nine of ten of this seller (of at least 20); without such a history, half the time to the deadline has passed. The poller marks it within seconds of `overdue_at`; filters and counts say the same */
            overdue: boolean;
            /** @description From when on it counts as overdue; null when it is settled */
            overdue_at: string | null;
            /** @description null while no person is needed */
            attention: components["schemas"]["Attention"] | null;
            /** @description The seller's last words, for a person */
            message: string | null;
            /** @description The seller's id of the task that stands for the operation */
            task_id: string | null;
            /** @description The seller's id of the conversation */
            context_id: string | null;
            /** @description The purchase order */
            po_number: string | null;
            /** @description For whom it was handed over */
            user_id: string | null;
            /** @description The buy of the outcome; before it, the one that the seller has named while it waits: `status` tells whether it is booked */
            media_buy_id: string | null;
            /** @description Until when the seller takes creatives, as it wrote it */
            creative_deadline: string | null;
            /** @description The seller's result, as it sent it */
            result: unknown;
            /** @description True in lists and notifications when the result has more than 64 KiB: read the operation itself for it */
            result_omitted: boolean;
            /** @description What went wrong; null when nothing did */
            error: components["schemas"]["OperationError"] | null;
            /** @description When an approval will probably come; null when none is waited for, and when both times have passed */
            estimated_completion: {
                /** @description Half of the approvals come by then; null when that has passed */
                p50: string | null;
                /**
                 * Format: date-time
                 * @description Nine of ten come by then
                 */
                p90: string;
                /**
                 * @description `history`: the seller's own approvals; `default`: 2 to 4 hours, until it has a history
                 * @enum {string}
                 */
                source: "history" | "default";
            } | null;
            /** @description What a person may do now */
            allowed_actions: ("cancel" | "retry" | "poll" | "resolve" | "acknowledge")[];
            /** @description Calls made to the seller */
            attempt: number;
            /** @description The operation that this one repeats */
            retry_of: string | null;
            /** @description Since when the seller is asked to cancel; only its word ends the operation */
            cancel_requested_at: string | null;
            /** @description It was settled after its deadline */
            late: boolean;
            /** @description How often the seller contradicted itself; the timeline has each */
            conflicts: number;
            /** @description When the seller is asked next */
            next_poll_at: string | null;
            /**
             * Format: date-time
             * @description By when it has to have an outcome
             */
            deadline_at: string;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed
             */
            updated_at: string;
            /** @description When it ended; null while it has not */
            settled_at: string | null;
            /** @description Rises with every change; the `ETag` */
            version: number;
            /** @description What the action means, for a person */
            consequence: string;
        };
        /** @description Something that happened to an operation */
        TimelineEntry: {
            /** @description Its id */
            id: string;
            /**
             * Format: date-time
             * @description When it happened
             */
            at: string;
            /** @description accepted, claimed, transition, learned, duplicate, stale, conflict, unwritable */
            kind: string;
            /** @description intake, lease, response, poll, webhook, reconcile, operator, timer */
            source: string;
            /** @description The state before */
            from_status: ("requested" | "submitting" | "pending_approval" | "pending_permission" | "pending_input" | "working" | "approved" | "in_doubt" | "timed_out" | "created" | "active" | "completed" | "failed" | "rejected" | "canceled") | null;
            /** @description The state after */
            to_status: ("requested" | "submitting" | "pending_approval" | "pending_permission" | "pending_input" | "working" | "approved" | "in_doubt" | "timed_out" | "created" | "active" | "completed" | "failed" | "rejected" | "canceled") | null;
            /** @description The API key, worker or delivery that made it */
            actor: string | null;
            /** @description Why, for a person */
            reason: string;
            /** @description The seller's word about the operation */
            seller_status: string | null;
            /** @description The seller's word about the task */
            seller_task_status: string | null;
            /** @description The seller's id of the task that stands for the operation */
            task_id: string | null;
            /** @description The seller's last words, for a person */
            message: string | null;
            /** @description The HTTP status of the answer; null when there was none */
            http_status: number | null;
            /** @description How long it took, in milliseconds */
            duration_ms: number | null;
            /** @description The number of the attempt, from 1 */
            attempt: number | null;
            /** @description The seller's id of the buy */
            media_buy_id: string | null;
            /** @description What went wrong; null when nothing did */
            error: components["schemas"]["OperationError"] | null;
            /** @description The operation's version that it led to */
            version: number;
        };
        /** @description A page: Timeline */
        TimelinePage: {
            /** @description What is on the page */
            items: components["schemas"]["TimelineEntry"][];
            /** @description Passed back as `cursor` for the next page; null on the last one */
            next_cursor: string | null;
        };
        /** @description A value of the request, and what is wrong with it */
        InvalidValue: {
            /**
             * @description Which part of the request
             * @enum {string}
             */
            in: "body" | "query" | "path" | "header";
            /** @description JSON pointer (RFC 6901) into that part of the request */
            pointer: string;
            /** @description What is wrong, in words */
            detail: string;
            /** @description The limit that it breaks, for a program: a number, a format, the values that may stand there */
            limit?: unknown;
            /** @description What to do, for a person */
            suggestion?: string;
        };
        /** @description An error (RFC 9457). `type` tells the kind and never changes; some kinds have further members */
        Problem: {
            /**
             * @description The kind of problem, for a program
             * @enum {string}
             */
            type: "urn:adcp-orchestrator:problem:malformed-request" | "urn:adcp-orchestrator:problem:malformed-json" | "urn:adcp-orchestrator:problem:sign-in-failed" | "urn:adcp-orchestrator:problem:unauthorized" | "urn:adcp-orchestrator:problem:forbidden" | "urn:adcp-orchestrator:problem:sign-in-refused" | "urn:adcp-orchestrator:problem:csrf-token-needed" | "urn:adcp-orchestrator:problem:route-not-found" | "urn:adcp-orchestrator:problem:not-found" | "urn:adcp-orchestrator:problem:method-not-allowed" | "urn:adcp-orchestrator:problem:sign-in-link-ended" | "urn:adcp-orchestrator:problem:events-deleted" | "urn:adcp-orchestrator:problem:request-timeout" | "urn:adcp-orchestrator:problem:action-not-allowed" | "urn:adcp-orchestrator:problem:media-buy-taken" | "urn:adcp-orchestrator:problem:po-number-taken" | "urn:adcp-orchestrator:problem:seller-exists" | "urn:adcp-orchestrator:problem:seller-limit-reached" | "urn:adcp-orchestrator:problem:operation-limit-reached" | "urn:adcp-orchestrator:problem:seller-in-use" | "urn:adcp-orchestrator:problem:subscription-limit-reached" | "urn:adcp-orchestrator:problem:subscription-deleted" | "urn:adcp-orchestrator:problem:subscription-disabled" | "urn:adcp-orchestrator:problem:subscription-without-secret" | "urn:adcp-orchestrator:problem:key-limit-reached" | "urn:adcp-orchestrator:problem:last-admin-key" | "urn:adcp-orchestrator:problem:tenant-exists" | "urn:adcp-orchestrator:problem:bulk-limit-reached" | "urn:adcp-orchestrator:problem:version-mismatch" | "urn:adcp-orchestrator:problem:contended" | "urn:adcp-orchestrator:problem:payload-too-large" | "urn:adcp-orchestrator:problem:uri-too-long" | "urn:adcp-orchestrator:problem:unsupported-media-type" | "urn:adcp-orchestrator:problem:validation-failed" | "urn:adcp-orchestrator:problem:idempotency-key-reused" | "urn:adcp-orchestrator:problem:too-many-streams" | "urn:adcp-orchestrator:problem:too-many-reads" | "urn:adcp-orchestrator:problem:too-many-tests" | "urn:adcp-orchestrator:problem:too-many-probes" | "urn:adcp-orchestrator:problem:rate-limit-exceeded" | "urn:adcp-orchestrator:problem:too-many-failed-keys" | "urn:adcp-orchestrator:problem:headers-too-large" | "urn:adcp-orchestrator:problem:internal-error" | "urn:adcp-orchestrator:problem:unavailable" | "urn:adcp-orchestrator:problem:too-many-waiting" | "urn:adcp-orchestrator:problem:webhook-malformed" | "urn:adcp-orchestrator:problem:webhook-unauthenticated" | "urn:adcp-orchestrator:problem:webhook-key-reused" | "urn:adcp-orchestrator:problem:webhook-conflict" | "urn:adcp-orchestrator:problem:webhook-rate-limited" | "urn:adcp-orchestrator:problem:webhook-envelope-invalid" | "urn:adcp-orchestrator:problem:webhook-unverifiable" | "urn:adcp-orchestrator:problem:webhook-in-progress";
            /** @description The kind of problem, for a person */
            title: string;
            /** @description The HTTP status */
            status: number;
            /** @description What is the case, for a person */
            detail: string;
            /** @description Every value that is wrong */
            errors?: components["schemas"]["InvalidValue"][];
            /** @description The limit of the tenant that is used up, as `GET /v1/me` names it */
            limit_name?: string;
            /** @description How many the tenant may have */
            limit?: number;
            /** @description How many it has */
            used?: number;
            /** @description Also in the header `X-Request-Id` and in the log */
            request_id?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description What the check of a request found */
        Validation: {
            /** @description False only with `report=true`; else what is not valid is a 422 */
            valid: boolean;
            /** @description What is wrong, when it is not valid */
            errors?: components["schemas"]["InvalidValue"][];
            /** @description What passes and may be a mistake */
            warnings: components["schemas"]["InvalidValue"][];
        };
        /** @description By what a request of a dialect and a type is checked */
        RequestSchema: {
            /**
             * @description How the seller speaks
             * @enum {string}
             */
            dialect: "hitl-v1" | "adcp-v3";
            /**
             * @description The type of the operation
             * @enum {string}
             */
            type: "create_media_buy" | "update_media_buy" | "add_creative_assets" | "sync_creatives";
            /** @description JSON Schema (draft 7) of `request`, without what the service supplies; references lead to `definitions` */
            schema: {
                [key: string]: unknown;
            };
            /** @description A request that passes, to start from */
            example: {
                [key: string]: unknown;
            };
        };
        /** @description A number; above 10,000 of a kind, at least how many */
        OperationCount: number | {
            /** @description Counting stopped here: there are more */
            at_least: number;
        };
        /** @description How many operations there are of each kind */
        OperationCounts: {
            total: components["schemas"]["OperationCount"];
            /** @description Statuses of none are missing */
            by_status: {
                [key: string]: components["schemas"]["OperationCount"];
            };
            /** @description Those that need a person */
            attention: components["schemas"]["OperationCount"];
            overdue: components["schemas"]["OperationCount"];
            /** @description Sellers of none are missing */
            by_seller: {
                [key: string]: components["schemas"]["OperationCount"];
            };
        };
        /** @description Operations at one seller that need a person for one reason */
        AttentionGroup: {
            /**
             * @description Why a person is needed
             * @enum {string}
             */
            reason: "restored" | "in_doubt" | "timed_out" | "credential_refused" | "permission_missing" | "input_required" | "version_unsupported" | "may_be_booked" | "late_settlement" | "conflict";
            /** @description The seller's id */
            seller_id: string;
            /** @description How many */
            operations: number;
            /** @description Their total budgets, summed by currency */
            money: {
                /** @description How much, in units of the currency */
                amount: number;
                /** @description ISO 4217 */
                currency: string | null;
            }[];
            /**
             * Format: date-time
             * @description Since when the oldest of them
             */
            since: string;
            /** @description The three oldest */
            oldest: {
                /**
                 * Format: uuid
                 * @description Its id
                 */
                id: string;
                /**
                 * @description The type of the operation
                 * @enum {string}
                 */
                type: "create_media_buy" | "update_media_buy" | "add_creative_assets" | "sync_creatives";
                /** @description The purchase order */
                po_number: string | null;
                /** @description For whom it was handed over */
                user_id: string | null;
                /** @description Who looks after it, as somebody of yours set it */
                assignee: string | null;
                /**
                 * Format: date-time
                 * @description Since when for this reason
                 */
                since: string;
                /** @description What it buys for */
                total_budget: {
                    /** @description How much, in units of the currency */
                    amount: number;
                    /** @description ISO 4217 */
                    currency: string | null;
                } | null;
            }[];
        };
        /** @description Operations that wait for one seller */
        WaitingGroup: {
            /** @description The seller's id */
            seller_id: string;
            /** @description How many */
            operations: number;
            /** @description Their total budgets, summed by currency */
            money: {
                /** @description How much, in units of the currency */
                amount: number;
                /** @description ISO 4217 */
                currency: string | null;
            }[];
            /**
             * Format: date-time
             * @description Since when the oldest of them
             */
            since: string;
            /** @description How many of them take longer than usual */
            overdue: number;
            /** @description By how long they have been waiting: up to an hour, four hours, a day, three days, and longer */
            by_age: {
                /** @description The longest time that is counted here; null: any longer */
                up_to_seconds: number | null;
                /** @description How many wait longer than the age before, and no longer than this */
                operations: number;
            }[];
        };
        /** @description What needs a person and what waits, summed up */
        OperationGroups: {
            /**
             * Format: date-time
             * @description When it was looked; the ages count from here
             */
            at: string;
            /** @description What needs a person, by seller and reason */
            attention: {
                /** @description The group with the oldest first */
                groups: components["schemas"]["AttentionGroup"][];
                /** @description False when there are more than the 10,000 that were looked at */
                complete: boolean;
            };
            /** @description What waits for sellers, by seller */
            waiting: {
                /** @description The group with the oldest first */
                groups: components["schemas"]["WaitingGroup"][];
                /** @description False when there are more than the 10,000 that were looked at */
                complete: boolean;
            };
        };
        /** @description One action on a frozen selection of operations, and how far it has come */
        Bulk: {
            /**
             * Format: uuid
             * @description Its id
             */
            id: string;
            /**
             * @description What is done to each operation
             * @enum {string}
             */
            action: "cancel" | "poll" | "retry" | "acknowledge" | "resolve";
            /** @description Whether it only finds out what would be done */
            dry_run: boolean;
            /**
             * @description `stopped`: by DELETE, or because its key was deleted or has ended; what was under way then is in the counts
             * @enum {string}
             */
            status: "running" | "done" | "stopped";
            /** @description Operations of the frozen selection */
            total: number;
            /** @description In a dry run: for which the action is possible */
            done: number;
            /** @description Operations that the action was not possible for */
            refused: number;
            /** @description Operations that nothing was done to yet */
            waiting: number;
            /** @description The key or person that asked for it */
            created_by: string;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed
             */
            updated_at: string;
            /** @description When it was done or stopped; null while it runs */
            ended_at: string | null;
        };
        /** @description A page: One action on a frozen selection of operations, and how far it has come */
        BulkPage: {
            /** @description What is on the page */
            items: components["schemas"]["Bulk"][];
            /** @description Passed back as `cursor` for the next page; null on the last one */
            next_cursor: string | null;
        };
        /** @description One operation of a selection, and what became of it */
        BulkItem: {
            /** @description The place in the selection, from 1 */
            position: number;
            /**
             * Format: uuid
             * @description The operation's id
             */
            operation_id: string;
            /**
             * @description Its state
             * @enum {string}
             */
            status: "waiting" | "done" | "refused";
            /** @description The kind of problem for which it was refused, the last part of its `type` */
            problem: string | null;
            /** @description What the action means, or why it was refused */
            detail: string | null;
            /** @description The operation that a retry has made */
            made_operation_id: string | null;
        };
        /** @description A page of what became of the operations of a selection */
        BulkItemPage: {
            /** @description What is on the page */
            items: components["schemas"]["BulkItem"][];
            /** @description Passed back as `cursor` for the next page; null on the last one */
            next_cursor: string | null;
        };
        /** @description One notification to one subscription */
        Delivery: {
            /**
             * Format: uuid
             * @description Its id
             */
            id: string;
            /**
             * @description `gathered` is carried by the delivery `digest_id`, which tells what became of it; `dead` is tried again only by a redelivery
             * @enum {string}
             */
            status: "pending" | "gathered" | "delivered" | "dead";
            /**
             * Format: uuid
             * @description The same in every repetition: receivers drop duplicates by it
             */
            event_id: string;
            /**
             * @description What it tells; `subscription.digest` carries the deliveries whose `digest_id` it is
             * @enum {string}
             */
            event_type: "operation.requested" | "operation.pending_approval" | "operation.pending_permission" | "operation.pending_input" | "operation.working" | "operation.approved" | "operation.in_doubt" | "operation.timed_out" | "operation.created" | "operation.active" | "operation.completed" | "operation.failed" | "operation.rejected" | "operation.canceled" | "operation.conflict_recorded" | "operation.attention" | "operation.late_settlement" | "operation.overdue" | "operation.deadline_near" | "media_buy.creative_deadline_near" | "seller.circuit_opened" | "seller.circuit_closed" | "seller.credential_refused" | "subscription.digest";
            /** @description The number of the event among its operation's; 0 for one that is not numbered */
            sequence: number;
            /** @description null for an event of a seller, and for a digest */
            operation_id: string | null;
            /** @description The delivery of the digest that carries it; null: it is sent by itself */
            digest_id: string | null;
            /**
             * Format: uuid
             * @description The subscription's id
             */
            subscription_id: string;
            /** @description How often it was tried */
            attempt_count: number;
            /** @description When it is tried next; null: it is not */
            next_attempt_at: string | null;
            /** @description What went wrong last; null when nothing did */
            last_error: string | null;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /** @description When it arrived */
            delivered_at: string | null;
        };
        /** @description A page: One notification to one subscription */
        DeliveryPage: {
            /** @description What is on the page */
            items: components["schemas"]["Delivery"][];
            /** @description Passed back as `cursor` for the next page; null on the last one */
            next_cursor: string | null;
        };
        /** @description A delivery with its attempts and with what is sent */
        DeliveryHistory: {
            /**
             * Format: uuid
             * @description Its id
             */
            id: string;
            /**
             * @description `gathered` is carried by the delivery `digest_id`, which tells what became of it; `dead` is tried again only by a redelivery
             * @enum {string}
             */
            status: "pending" | "gathered" | "delivered" | "dead";
            /**
             * Format: uuid
             * @description The same in every repetition: receivers drop duplicates by it
             */
            event_id: string;
            /**
             * @description What it tells; `subscription.digest` carries the deliveries whose `digest_id` it is
             * @enum {string}
             */
            event_type: "operation.requested" | "operation.pending_approval" | "operation.pending_permission" | "operation.pending_input" | "operation.working" | "operation.approved" | "operation.in_doubt" | "operation.timed_out" | "operation.created" | "operation.active" | "operation.completed" | "operation.failed" | "operation.rejected" | "operation.canceled" | "operation.conflict_recorded" | "operation.attention" | "operation.late_settlement" | "operation.overdue" | "operation.deadline_near" | "media_buy.creative_deadline_near" | "seller.circuit_opened" | "seller.circuit_closed" | "seller.credential_refused" | "subscription.digest";
            /** @description The number of the event among its operation's; 0 for one that is not numbered */
            sequence: number;
            /** @description null for an event of a seller, and for a digest */
            operation_id: string | null;
            /** @description The delivery of the digest that carries it; null: it is sent by itself */
            digest_id: string | null;
            /**
             * Format: uuid
             * @description The subscription's id
             */
            subscription_id: string;
            /** @description How often it was tried */
            attempt_count: number;
            /** @description When it is tried next; null: it is not */
            next_attempt_at: string | null;
            /** @description What went wrong last; null when nothing did */
            last_error: string | null;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /** @description When it arrived */
            delivered_at: string | null;
            /** @description What is sent */
            payload: {
                [key: string]: unknown;
            };
            /** @description Every attempt, the first one first */
            attempts: {
                /** @description The number of the attempt, from 1 */
                attempt: number;
                /**
                 * Format: date-time
                 * @description When it happened
                 */
                at: string;
                /** @description The HTTP status of the answer; null when there was none */
                http_status: number | null;
                /** @description How long it took, in milliseconds */
                duration_ms: number;
                /** @description What went wrong; null when nothing did */
                error: string | null;
                /** @description The first KiB of what the receiver answered; null without an answer, and after 30 days */
                answer: string | null;
            }[];
        };
        /** @description A turn that an operation took */
        OperationEvent: {
            /**
             * Format: uuid
             * @description The same in every stream, page and notification: drop repetitions by it
             */
            id: string;
            /**
             * @description What happened
             * @enum {string}
             */
            type: "operation.requested" | "operation.pending_approval" | "operation.pending_permission" | "operation.pending_input" | "operation.working" | "operation.approved" | "operation.in_doubt" | "operation.timed_out" | "operation.created" | "operation.active" | "operation.completed" | "operation.failed" | "operation.rejected" | "operation.canceled" | "operation.conflict_recorded" | "operation.attention" | "operation.late_settlement" | "operation.overdue" | "operation.deadline_near" | "media_buy.creative_deadline_near";
            /** @description The number of the event among its operation's, from 1 and without a gap; 0: it is not numbered */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened
             */
            occurred_at: string;
            /**
             * Format: uuid
             * @description The operation that it happened to
             */
            operation_id: string;
            /**
             * @description The type of the operation
             * @enum {string}
             */
            operation_type: "create_media_buy" | "update_media_buy" | "add_creative_assets" | "sync_creatives";
            /** @description For whom the operation was handed over */
            user_id: string | null;
            /** @description What happened, in one sentence for a person */
            message: string;
            /** @description How long this seller usually takes to approve, in words */
            estimated_time: string | null;
            /** @description Whether the estimate is from the history of this seller (`history`) or the general one (`default`) */
            estimated_time_source?: string | null;
            /** @description The buy of the outcome */
            media_buy_id: string | null;
            /** @description The outcome came after the deadline */
            late: boolean;
            /**
             * Format: date-time
             * @description When the operation was handed over
             */
            created_at: string;
            /** @description The operation as it was after this event. Events of earlier releases lack what came later */
            operation: {
                /**
                 * Format: uuid
                 * @description Its id
                 */
                id?: string;
                /**
                 * @description The type of the operation
                 * @enum {string}
                 */
                type?: "create_media_buy" | "update_media_buy" | "add_creative_assets" | "sync_creatives";
                /**
                 * @description Its state
                 * @enum {string}
                 */
                status?: "requested" | "submitting" | "pending_approval" | "pending_permission" | "pending_input" | "working" | "approved" | "in_doubt" | "timed_out" | "created" | "active" | "completed" | "failed" | "rejected" | "canceled";
                /** @description The seller's id */
                seller_id?: string;
                /** @description The seller's last word about the operation */
                seller_status?: string | null;
                /** @description The seller's last word about its task */
                seller_task_status?: string | null;
                /** @description What holds the sending back: a pause of the seller or the tenant, since when, and what ends it; null otherwise, and in notifications */
                waiting_reason?: string | null;
                /**
                 * Format: date-time
                 * @description When it came into this status
                 */
                status_since?: string;
                /** @description What was bought */
                summary?: components["schemas"]["OperationSummary"];
                /** @description Whose move is next: the `seller`, the `desk` (a person of yours), or `us` (this service sends, asks or reconciles); null when it is settled */
                waiting_for?: ("seller" | "desk" | "us") | null;
                /** @description An approval takes longer than nine of ten of this seller (of at least 20); without such a history, half the time to the deadline has passed. The poller marks it within seconds of `overdue_at`; filters and counts say the same */
                overdue?: boolean;
                /** @description From when on it counts as overdue; null when it is settled */
                overdue_at?: string | null;
                /** @description null while no person is needed */
                attention?: components["schemas"]["Attention"] | null;
                /** @description The seller's last words, for a person */
                message?: string | null;
                /** @description The seller's id of the task that stands for the operation */
                task_id?: string | null;
                /** @description The seller's id of the conversation */
                context_id?: string | null;
                /** @description The purchase order */
                po_number?: string | null;
                /** @description For whom it was handed over */
                user_id?: string | null;
                /** @description The buy of the outcome; before it, the one that the seller has named while it waits: `status` tells whether it is booked */
                media_buy_id?: string | null;
                /** @description Until when the seller takes creatives, as it wrote it */
                creative_deadline?: string | null;
                /** @description The seller's result, as it sent it */
                result?: unknown;
                /** @description True in lists and notifications when the result has more than 64 KiB: read the operation itself for it */
                result_omitted?: boolean;
                /** @description What went wrong; null when nothing did */
                error?: components["schemas"]["OperationError"] | null;
                /** @description When an approval will probably come; null when none is waited for, and when both times have passed */
                estimated_completion?: {
                    /** @description Half of the approvals come by then; null when that has passed */
                    p50: string | null;
                    /**
                     * Format: date-time
                     * @description Nine of ten come by then
                     */
                    p90: string;
                    /**
                     * @description `history`: the seller's own approvals; `default`: 2 to 4 hours, until it has a history
                     * @enum {string}
                     */
                    source: "history" | "default";
                } | null;
                /** @description What a person may do now */
                allowed_actions?: ("cancel" | "retry" | "poll" | "resolve" | "acknowledge")[];
                /** @description Calls made to the seller */
                attempt?: number;
                /** @description The operation that this one repeats */
                retry_of?: string | null;
                /** @description Since when the seller is asked to cancel; only its word ends the operation */
                cancel_requested_at?: string | null;
                /** @description It was settled after its deadline */
                late?: boolean;
                /** @description How often the seller contradicted itself; the timeline has each */
                conflicts?: number;
                /** @description When the seller is asked next */
                next_poll_at?: string | null;
                /**
                 * Format: date-time
                 * @description By when it has to have an outcome
                 */
                deadline_at?: string;
                /**
                 * Format: date-time
                 * @description When it was made
                 */
                created_at?: string;
                /**
                 * Format: date-time
                 * @description When it last changed
                 */
                updated_at?: string;
                /** @description When it ended; null while it has not */
                settled_at?: string | null;
                /** @description Rises with every change; the `ETag` */
                version?: number;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        /** @description What happened to a seller, and to no operation */
        SellerEvent: {
            /**
             * Format: uuid
             * @description The same in every stream, page and notification: drop repetitions by it
             */
            id: string;
            /**
             * @description What happened
             * @enum {string}
             */
            type: "seller.circuit_opened" | "seller.circuit_closed" | "seller.credential_refused";
            /**
             * @description Events of sellers are not numbered
             * @constant
             */
            sequence: 0;
            /**
             * Format: date-time
             * @description When it happened
             */
            occurred_at: string;
            /** @description It happened to no operation */
            operation_id: null;
            /** @description The seller that it happened to */
            seller_id: string;
            /** @description What happened, in one sentence for a person */
            message: string;
            /** @description The seller's last error */
            error: {
                /** @description A short name of the error */
                code: string;
                /** @description What the error says */
                message: string;
            } | null;
        } & {
            [key: string]: unknown;
        };
        /** @description What happened to an operation or a seller, as notifications tell it */
        Event: components["schemas"]["OperationEvent"] | components["schemas"]["SellerEvent"];
        /** @description A page of events, the oldest first */
        EventPage: {
            /** @description The events, the oldest first */
            items: components["schemas"]["Event"][];
            /** @description Passed back as `cursor` for the next page; null on the last one */
            next_cursor: string | null;
            /** @description Where this page ends: later events come behind it, as `cursor` of a page or `Last-Event-ID` of a stream */
            position: string;
        };
        /** @description Up to where an export was confirmed */
        ExportPosition: {
            /** @description Where an export goes on behind what was confirmed; null: nothing was */
            cursor: string | null;
            /** @description When the last confirmed operation ended; null: none was confirmed */
            settled_at: string | null;
            /** @description When it was confirmed last; null: it never was */
            confirmed_at: string | null;
        };
        /** @description An operation with everything that hangs on it */
        ExportedOperation: {
            /** @description Passed back as `cursor`: the export goes on behind this line */
            cursor: string;
            /** @description The operation with what was asked for */
            operation: components["schemas"]["ReadOperation"];
            /** @description What happened to it, the oldest first: each call with what came of it */
            timeline: components["schemas"]["TimelineEntry"][];
            /** @description Who was told of it, as far as that is still kept */
            deliveries: {
                /**
                 * Format: uuid
                 * @description Its id
                 */
                id: string;
                /**
                 * @description `gathered` is carried by the delivery `digest_id`, which tells what became of it; `dead` is tried again only by a redelivery
                 * @enum {string}
                 */
                status: "pending" | "gathered" | "delivered" | "dead";
                /**
                 * Format: uuid
                 * @description The same in every repetition: receivers drop duplicates by it
                 */
                event_id: string;
                /**
                 * @description What it tells; `subscription.digest` carries the deliveries whose `digest_id` it is
                 * @enum {string}
                 */
                event_type: "operation.requested" | "operation.pending_approval" | "operation.pending_permission" | "operation.pending_input" | "operation.working" | "operation.approved" | "operation.in_doubt" | "operation.timed_out" | "operation.created" | "operation.active" | "operation.completed" | "operation.failed" | "operation.rejected" | "operation.canceled" | "operation.conflict_recorded" | "operation.attention" | "operation.late_settlement" | "operation.overdue" | "operation.deadline_near" | "media_buy.creative_deadline_near" | "seller.circuit_opened" | "seller.circuit_closed" | "seller.credential_refused" | "subscription.digest";
                /** @description The number of the event among its operation's; 0 for one that is not numbered */
                sequence: number;
                /** @description null for an event of a seller, and for a digest */
                operation_id: string | null;
                /** @description The delivery of the digest that carries it; null: it is sent by itself */
                digest_id: string | null;
                /**
                 * Format: uuid
                 * @description The subscription's id
                 */
                subscription_id: string;
                /** @description How often it was tried */
                attempt_count: number;
                /** @description When it is tried next; null: it is not */
                next_attempt_at: string | null;
                /** @description What went wrong last; null when nothing did */
                last_error: string | null;
                /**
                 * Format: date-time
                 * @description When it was made
                 */
                created_at: string;
                /** @description When it arrived */
                delivered_at: string | null;
                /** @description Its attempts, without what the receivers answered */
                attempts: {
                    /** @description The number of the attempt */
                    attempt: number;
                    /** @description When it began */
                    at: string;
                    /** @description What the receiver answered; null: nothing */
                    http_status: number | null;
                    /** @description How long it took */
                    duration_ms: number;
                    /** @description Why it failed; null when it did not */
                    error: string | null;
                }[];
            }[];
        };
        /** @description The last line of an answer, which says whether more is to come */
        ExportEnd: {
            /** @description That of the last operation, or the one that was sent; null: there is none */
            cursor: string | null;
            /** @description Whether there is nothing behind it now. An answer without this line was cut off */
            complete: boolean;
        };
        /** @description A line of an export */
        ExportLine: components["schemas"]["ExportedOperation"] | components["schemas"]["ExportEnd"];
        /** @description That the process runs */
        Liveness: {
            /**
             * @description Its state
             * @constant
             */
            status: "ok";
        };
        /** @description Whether the process does its work, and each thing that it depends on */
        Readiness: {
            /**
             * @description Its state
             * @enum {string}
             */
            status: "ready" | "degraded" | "not_ready";
            /** @description Each thing that the process depends on, by its name */
            checks: {
                [key: string]: {
                    /**
                     * @description Its state
                     * @enum {string}
                     */
                    status: "ok" | "degraded" | "failed";
                    /** @description What is the case, for a person */
                    detail?: string;
                };
            };
        };
        /** @description A buy that an operation has booked at a seller */
        MediaBuy: {
            /** @description The seller's id of the buy */
            media_buy_id: string;
            /** @description The seller's id */
            seller_id: string;
            /**
             * Format: uuid
             * @description The operation that booked it
             */
            operation_id: string;
            /**
             * @description `pending` is booked and not delivering yet; `canceled` is every other end
             * @enum {string}
             */
            status: "pending" | "active" | "paused" | "completed" | "canceled";
            /** @description The seller's own word for the state */
            seller_status: string | null;
            /** @description Until when the seller takes creatives, as it wrote it */
            creative_deadline: string | null;
            /** @description When the seller was last asked about the buy */
            asked_at: string | null;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the state or the deadline last changed
             */
            updated_at: string;
        };
        /** @description A page: A buy that an operation has booked at a seller */
        MediaBuyPage: {
            /** @description What is on the page */
            items: components["schemas"]["MediaBuy"][];
            /** @description Passed back as `cursor` for the next page; null on the last one */
            next_cursor: string | null;
        };
        /** @description For how long things are kept, and what was deleted last */
        Retention: {
            /** @description Operations that have ended, with their timelines, from their last change on */
            operations_days: number;
            /** @description Events, from when they happened */
            events_days: number;
            /** @description Notifications that are no longer tried */
            deliveries_days: number;
            /** @description Nothing of an operation is deleted before an export of it was confirmed */
            export_first: boolean;
            /** @description Nothing is deleted before: the tenant is older than the periods, and has seven days from the upgrade on to set others. Null: it is younger */
            deletion_begins_at: string | null;
            /** @description Up to where an export was confirmed */
            export: components["schemas"]["ExportPosition"];
            /** @description The last pass through what is kept: one a day; null before the first */
            last_pass: {
                /**
                 * Format: date
                 * @description On which day it began, in UTC
                 */
                day: string;
                /** @description When it had gone through everything; null while it has not */
                ended_at: string | null;
                /** @description What it has deleted */
                deleted: {
                    /** @description Operations with everything that hung on them */
                    operations: number;
                    /** @description Events */
                    events: number;
                    /** @description Deliveries with their attempts */
                    deliveries: number;
                };
            } | null;
        };
        /** @description How calls at a seller have fared lately */
        SellerHealth: {
            /** @description The seller's id */
            seller_id: string;
            /** @description While it is not `closed` nothing is sent to the seller; operations wait and go on by themselves */
            circuit: {
                /**
                 * @description Whether calls go out
                 * @enum {string}
                 */
                state: "closed" | "open" | "half_open";
                /** @description Since when calls are held back */
                opened_at: string | null;
                /** @description When the seller is asked again whether it is there */
                next_probe_at: string | null;
                /** @description Calls that failed in a row */
                consecutive_failures: number;
            };
            /** @description The last answer of any kind; an error is an answer */
            last_success_at: string | null;
            /** @description The last transport failure, timeout or 5xx */
            last_failure_at: string | null;
            /** @description What went wrong last; null when nothing did */
            last_error: {
                /** @description What kind of error, for a program */
                code: string;
                /** @description The seller's last words, for a person */
                message: string;
            } | null;
            /** @description How many calls failed lately */
            error_rate: {
                /** @description The time that it counts, in seconds */
                window_seconds: number;
                /** @description How many calls were made */
                calls: number;
                /** @description How many of them failed */
                failures: number;
                /** @description failures / calls; null without calls */
                rate: number | null;
                /** @description In steps of five minutes, oldest first; steps without calls are left out */
                by_window: {
                    /**
                     * Format: date-time
                     * @description When the window begins
                     */
                    starts_at: string;
                    /** @description How many calls were made */
                    calls: number;
                    /** @description How many of them failed */
                    failures: number;
                }[];
            };
            /** @description By how much the longest waiting poll is overdue; 0 when none is */
            poll_lag_seconds: number;
            /** @description What is wrong, what keeps operations from being sent first; empty when the seller is well */
            problems: {
                /**
                 * @description What is wrong
                 * @enum {string}
                 */
                code: "credential_refused" | "circuit_open" | "paused" | "errors" | "polling_late" | "tasks_unknown_to_seller" | "tasks_unknown_to_us";
                /** @description Since when; null when nobody knows */
                since: string | null;
                /** @description What it means and what to do, for a person */
                what_to_do: string;
                /** @description How many operations wait behind it, up to 10,000; null when it holds none up by itself */
                operations: number | null;
                /** @description Their total budgets, summed by currency; null when it holds none up by itself */
                money: {
                    /** @description How much, in units of the currency */
                    amount: number;
                    /** @description ISO 4217 */
                    currency: string | null;
                }[] | null;
            }[];
            /** @description How long its people took, from waiting for them to a good end */
            approval_times: {
                /** @description How many were counted: the last 200 at most */
                approvals: number;
                /** @description Half took no longer, in seconds; null below five */
                p50: number | null;
                /** @description Nine of ten took no longer, in seconds; null below five */
                p90: number | null;
                /** @description Up to a minute, ten minutes, an hour, four hours, a day, and longer */
                buckets: {
                    /** @description The longest time that is counted here; null: any longer */
                    up_to_seconds: number | null;
                    /** @description How many took longer than the bucket before, and no longer than this */
                    approvals: number;
                }[];
            };
            /** @description From waiting for the publisher to a good end, over the last 200; null below five */
            approval_seconds: {
                /** @description Half took no longer, in seconds */
                median: number;
                /** @description Nineteen of twenty took no longer, in seconds */
                p95: number;
                /** @description How many were counted */
                samples: number;
            } | null;
            /** @description The seller's operations, counted */
            operations: {
                /** @description Not sent yet, or being sent */
                open: number;
                /** @description How many wait for the seller */
                pending: number;
                /** @description How many are in doubt or timed out */
                doubtful: number;
                /** @description How many need a person, as the attention list has them; up to 10,000 */
                attention: number;
                /** @description How many are in each state */
                by_status: {
                    [key: string]: number;
                };
            };
        };
        /** @description What a seller shows when it is asked now */
        SellerProbe: {
            /** @description The seller that was asked */
            seller_id: string;
            /** @description Whether nothing of it fails; warnings do not count */
            works: boolean;
            /**
             * Format: date-time
             * @description When it was asked
             */
            asked_at: string;
            /** @description How long its answers took */
            duration_ms: number;
            /** @description What was looked at, one by one */
            findings: {
                /**
                 * @description What was looked at
                 * @enum {string}
                 */
                check: "address" | "credential" | "dialect" | "following" | "idempotency" | "sending";
                /**
                 * @description What came of it
                 * @enum {string}
                 */
                result: "works" | "warns" | "fails" | "unknown";
                /** @description What was seen, in words */
                message: string;
                /** @description The next step; null when there is none */
                what_to_do: string | null;
            }[];
        };
        /** @description How a seller answers, in a few figures */
        SummedHealth: {
            /** @description What is wrong, what keeps operations from being sent first; `GET /v1/sellers/{id}/health` says more */
            problems: ("credential_refused" | "circuit_open" | "paused" | "errors" | "polling_late" | "tasks_unknown_to_seller" | "tasks_unknown_to_us")[];
            /**
             * @description Whether calls go out: `open` holds them back after failures
             * @enum {string}
             */
            circuit: "closed" | "open" | "half_open";
            /** @description The last answer of any kind; an error is an answer */
            last_success_at: string | null;
            /** @description Of the last hour */
            error_rate: {
                /** @description How many calls were made */
                calls: number;
                /** @description How many of them failed */
                failures: number;
                /** @description Null without calls */
                rate: number | null;
            };
            /** @description By how much the longest waiting poll is overdue; 0 when none is */
            poll_lag_seconds: number;
            /** @description Those without an end: not sent yet, at the seller, and in doubt or timed out. `attention`: those of any status that need a person, as the attention list has them */
            operations: {
                /** @description A number; above 1,000, at least how many */
                open: number | {
                    /** @description Counting stopped here: there are more */
                    at_least: number;
                };
                /** @description A number; above 1,000, at least how many */
                pending: number | {
                    /** @description Counting stopped here: there are more */
                    at_least: number;
                };
                /** @description A number; above 1,000, at least how many */
                doubtful: number | {
                    /** @description Counting stopped here: there are more */
                    at_least: number;
                };
                /** @description A number; above 1,000, at least how many */
                attention: number | {
                    /** @description Counting stopped here: there are more */
                    at_least: number;
                };
            };
            /** @description Open tasks that only one side knows of */
            orphans: {
                /** @description A number; above 1,000, at least how many */
                ours: number | {
                    /** @description Counting stopped here: there are more */
                    at_least: number;
                };
                /** @description A number; above 1,000, at least how many */
                theirs: number | {
                    /** @description Counting stopped here: there are more */
                    at_least: number;
                };
            };
        };
        /** @description Open tasks that only one side knows */
        SellerOrphans: {
            /** @description When the seller was last asked for its open tasks, and told them; null before the first time */
            reconciled_at: string | null;
            /** @description Operations without an end whose task the seller did not list; each was then asked about by itself */
            ours: {
                /**
                 * Format: uuid
                 * @description The operation's id
                 */
                operation_id: string;
                /** @description The seller's id of the task that stands for the operation */
                task_id: string;
                /**
                 * @description As it is now
                 * @enum {string}
                 */
                status: "requested" | "submitting" | "pending_approval" | "pending_permission" | "pending_input" | "working" | "approved" | "in_doubt" | "timed_out" | "created" | "active" | "completed" | "failed" | "rejected" | "canceled";
                /** @description The purchase order */
                po_number: string | null;
                /**
                 * Format: date-time
                 * @description When it was first noticed
                 */
                first_seen_at: string;
            }[];
            /** @description Open tasks of the seller that belong to no operation of ours */
            theirs: {
                /** @description The seller's id of the task that stands for the operation */
                task_id: string;
                /** @description Its state */
                status: string | null;
                /** @description What the seller calls the work */
                operation: string | null;
                /** @description The purchase order */
                po_number: string | null;
                /** @description The seller's id of the buy */
                media_buy_id: string | null;
                /** @description As the seller wrote it */
                created_at: string | null;
                /**
                 * Format: date-time
                 * @description When it was first noticed
                 */
                first_seen_at: string;
            }[];
        };
        /** @description A publisher's sales agent, without its secrets */
        Seller: {
            /** @description Its id */
            id: string;
            /** @description Its name, for people */
            name: string;
            /** @description The address of the seller's MCP server */
            agent_url: string;
            /**
             * @description How the seller speaks
             * @enum {string}
             */
            dialect: "hitl-v1" | "adcp-v3";
            /** @description How we prove ourselves at the seller; null: not at all. Never has the credential itself in an answer */
            auth: {
                /**
                 * @description Where the credential goes
                 * @enum {string}
                 */
                scheme: "bearer" | "header";
                /** @description The header that the credential goes in */
                header: string | null;
                /** @description Whether a credential is kept */
                has_credential: boolean;
            } | null;
            /** @description How the seller reports to us */
            webhooks: {
                /**
                 * @description How its webhooks prove themselves
                 * @enum {string}
                 */
                mode: "rfc9421" | "hmac" | "bearer" | "none";
                /** @description Whether a secret is kept */
                has_secret: boolean;
                /** @description The end of the grace of the secret before; null when none is kept */
                previous_secret_until: string | null;
                /** @description The public keys of its signatures */
                jwks: {
                    /** @description The keys (RFC 7517) */
                    keys: {
                        [key: string]: string | string[] | number | boolean;
                    }[];
                } | null;
                /** @description Where its public keys are */
                jwks_uri: string | null;
                /** @description Where its brand.json is, which names its keys */
                brand_json_url: string | null;
                /** @description Where it lists revoked keys */
                revocation_uri: string | null;
                /** @description The release of AdCP by which it signs */
                profile: ("3.0" | "3.1") | null;
            };
            /** @description Where the seller sends its webhooks; either serves either dialect */
            webhook_urls: {
                /** @description For webhooks of AdCP */
                adcp: string;
                /** @description For webhooks of human tasks */
                hitl_tasks: string;
            };
            /** @description How much may be asked of the seller at once */
            limits: {
                /** @description Calls at the same time */
                max_concurrency: number;
                /** @description Calls in a second; null: no limit */
                requests_per_second: number | null;
                /** @description Shortest time between two polls; null: no limit */
                min_poll_seconds: number | null;
            };
            /** @description How long each type of operation may take, as ISO 8601 durations */
            deadlines: {
                [key: string]: string;
            };
            /** @description Whom people ask at the seller */
            contact: {
                /** @description Its name, for people */
                name: string | null;
                /** @description An address for mail */
                email: string | null;
                /** @description A telephone number */
                phone: string | null;
                /** @description Anything else, for a person */
                note: string | null;
            } | null;
            /** @description Nothing is sent to it; what was sent is followed all the same */
            paused: boolean;
            /** @description Since when nothing is sent to it; null: it is not paused */
            paused_since: string | null;
            /** @description What the seller said of itself; null until it was asked */
            capabilities: {
                /** @description For how long it recognises a repeated key; null: it does not */
                replay_window_seconds: number | null;
                /** @description The tool by which it is asked */
                poll_tool: string | null;
                /** @description Its tools */
                tools: string[];
            } | null;
            /** @description When it was asked; null: not yet */
            capabilities_at: string | null;
            /** @description From its own history */
            approval_seconds: {
                /** @description Half take no longer */
                p50: number;
                /** @description Nine of ten take no longer */
                p90: number;
            } | null;
            /** @description Raised when the URL or the credential changes */
            revision: number;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed
             */
            updated_at: string;
        };
        /** @description A seller of a list */
        ListedSeller: {
            /** @description Its id */
            id: string;
            /** @description Its name, for people */
            name: string;
            /** @description The address of the seller's MCP server */
            agent_url: string;
            /**
             * @description How the seller speaks
             * @enum {string}
             */
            dialect: "hitl-v1" | "adcp-v3";
            /** @description How we prove ourselves at the seller; null: not at all. Never has the credential itself in an answer */
            auth: {
                /**
                 * @description Where the credential goes
                 * @enum {string}
                 */
                scheme: "bearer" | "header";
                /** @description The header that the credential goes in */
                header: string | null;
                /** @description Whether a credential is kept */
                has_credential: boolean;
            } | null;
            /** @description How the seller reports to us */
            webhooks: {
                /**
                 * @description How its webhooks prove themselves
                 * @enum {string}
                 */
                mode: "rfc9421" | "hmac" | "bearer" | "none";
                /** @description Whether a secret is kept */
                has_secret: boolean;
                /** @description The end of the grace of the secret before; null when none is kept */
                previous_secret_until: string | null;
                /** @description The public keys of its signatures */
                jwks: {
                    /** @description The keys (RFC 7517) */
                    keys: {
                        [key: string]: string | string[] | number | boolean;
                    }[];
                } | null;
                /** @description Where its public keys are */
                jwks_uri: string | null;
                /** @description Where its brand.json is, which names its keys */
                brand_json_url: string | null;
                /** @description Where it lists revoked keys */
                revocation_uri: string | null;
                /** @description The release of AdCP by which it signs */
                profile: ("3.0" | "3.1") | null;
            };
            /** @description Where the seller sends its webhooks; either serves either dialect */
            webhook_urls: {
                /** @description For webhooks of AdCP */
                adcp: string;
                /** @description For webhooks of human tasks */
                hitl_tasks: string;
            };
            /** @description How much may be asked of the seller at once */
            limits: {
                /** @description Calls at the same time */
                max_concurrency: number;
                /** @description Calls in a second; null: no limit */
                requests_per_second: number | null;
                /** @description Shortest time between two polls; null: no limit */
                min_poll_seconds: number | null;
            };
            /** @description How long each type of operation may take, as ISO 8601 durations */
            deadlines: {
                [key: string]: string;
            };
            /** @description Whom people ask at the seller */
            contact: {
                /** @description Its name, for people */
                name: string | null;
                /** @description An address for mail */
                email: string | null;
                /** @description A telephone number */
                phone: string | null;
                /** @description Anything else, for a person */
                note: string | null;
            } | null;
            /** @description Nothing is sent to it; what was sent is followed all the same */
            paused: boolean;
            /** @description Since when nothing is sent to it; null: it is not paused */
            paused_since: string | null;
            /** @description What the seller said of itself; null until it was asked */
            capabilities: {
                /** @description For how long it recognises a repeated key; null: it does not */
                replay_window_seconds: number | null;
                /** @description The tool by which it is asked */
                poll_tool: string | null;
                /** @description Its tools */
                tools: string[];
            } | null;
            /** @description When it was asked; null: not yet */
            capabilities_at: string | null;
            /** @description From its own history */
            approval_seconds: {
                /** @description Half take no longer */
                p50: number;
                /** @description Nine of ten take no longer */
                p90: number;
            } | null;
            /** @description Raised when the URL or the credential changes */
            revision: number;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed
             */
            updated_at: string;
            /** @description With `include=health` */
            health?: components["schemas"]["SummedHealth"];
        };
        /** @description A page: A publisher's sales agent, without its secrets */
        SellerPage: {
            /** @description What is on the page */
            items: components["schemas"]["ListedSeller"][];
            /** @description Passed back as `cursor` for the next page; null on the last one */
            next_cursor: string | null;
        };
        /** @description The figures of one seller, type or day */
        StatsGroup: {
            /** @description The seller, type or day */
            key: string;
            /** @description Operations that ended */
            ended: number;
            /** @description How long publishers took to approve, on average; null without approvals */
            average_approval_seconds: number | null;
            /** @description Half of the approvals took no longer, to a twentieth */
            approval_p50_seconds: number | null;
            /** @description Nine of ten took no longer, to a twentieth */
            approval_p90_seconds: number | null;
            /** @description The share of what ended that was rejected; null when nothing ended */
            rejection_rate: number | null;
            /** @description Of all that ended or whose deadline passed, each counted once: the share whose deadline passed without an outcome */
            timeout_rate: number | null;
            /** @description The share of calls that failed, of the operations that ended */
            api_error_rate: number | null;
        };
        /** @description What became of the operations of some days */
        Stats: {
            /**
             * Format: date
             * @description The first day
             */
            from: string;
            /**
             * Format: date
             * @description The day after the last
             */
            to: string;
            /** @description What waits at sellers now, by type, with the same `seller_id` and `type`; each status is counted up to 10,000 */
            pending_by_type: {
                [key: string]: number;
            };
            /** @description Operations that ended */
            ended: number;
            /** @description How long publishers took to approve, on average; null without approvals */
            average_approval_seconds: number | null;
            /** @description Half of the approvals took no longer, to a twentieth */
            approval_p50_seconds: number | null;
            /** @description Nine of ten took no longer, to a twentieth */
            approval_p90_seconds: number | null;
            /** @description The share of what ended that was rejected; null when nothing ended */
            rejection_rate: number | null;
            /** @description Of all that ended or whose deadline passed, each counted once: the share whose deadline passed without an outcome */
            timeout_rate: number | null;
            /** @description The share of calls that failed, of the operations that ended */
            api_error_rate: number | null;
            /** @description With `group_by`; those of which nothing is known are missing */
            groups: components["schemas"]["StatsGroup"][] | null;
        };
        /** @description Where notifications go, and of what */
        Subscription: {
            /**
             * Format: uuid
             * @description Its id
             */
            id: string;
            /**
             * @description By which way people are told
             * @enum {string}
             */
            channel: "webhook" | "email" | "slack";
            /** @description null for `email`. For `slack` only the server: the rest of the address is kept like a password */
            url: string | null;
            /** @description The mail address; null for the other channels */
            to: string | null;
            /** @description Empty: every type */
            events: ("operation.requested" | "operation.pending_approval" | "operation.pending_permission" | "operation.pending_input" | "operation.working" | "operation.approved" | "operation.in_doubt" | "operation.timed_out" | "operation.created" | "operation.active" | "operation.completed" | "operation.failed" | "operation.rejected" | "operation.canceled" | "operation.conflict_recorded" | "operation.attention" | "operation.late_settlement" | "operation.overdue" | "operation.deadline_near" | "media_buy.creative_deadline_near" | "seller.circuit_opened" | "seller.circuit_closed" | "seller.credential_refused")[];
            /** @description null: every seller */
            seller_id: string | null;
            /** @description null: every user */
            user_id: string | null;
            /** @description null: none */
            quiet_hours: {
                /** @description An IANA time zone */
                time_zone: string;
                /** @description When they begin, by the clock there */
                from: string;
                /** @description When they end */
                to: string;
            } | null;
            /** @description null: each turn is told by itself */
            digest: {
                /**
                 * @description How often it comes
                 * @enum {string}
                 */
                every: "hourly" | "daily";
                /** @description When a daily one comes; null for an hourly one */
                at: string | null;
                /** @description An IANA time zone */
                time_zone: string;
                /** @description Whether what is pressing comes at once, by itself */
                urgent: boolean;
            } | null;
            /** @description A note on what it is for */
            description: string | null;
            /** @description false: nothing is owed to it, and what was owed is given up */
            enabled: boolean;
            /** @description Why nothing is sent any more; null: it is not disabled */
            disabled_reason: string | null;
            /** @description Until when a webhook is signed with the secret from before the rotation too */
            previous_secret_until: string | null;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
        };
        /** @description A page: Where notifications go, and of what */
        SubscriptionPage: {
            /** @description What is on the page */
            items: components["schemas"]["Subscription"][];
            /** @description Passed back as `cursor` for the next page; null on the last one */
            next_cursor: string | null;
        };
        /** @description A new subscription; the only answer that has its secret */
        CreatedSubscription: {
            /**
             * Format: uuid
             * @description Its id
             */
            id: string;
            /**
             * @description By which way people are told
             * @enum {string}
             */
            channel: "webhook" | "email" | "slack";
            /** @description null for `email`. For `slack` only the server: the rest of the address is kept like a password */
            url: string | null;
            /** @description The mail address; null for the other channels */
            to: string | null;
            /** @description Empty: every type */
            events: ("operation.requested" | "operation.pending_approval" | "operation.pending_permission" | "operation.pending_input" | "operation.working" | "operation.approved" | "operation.in_doubt" | "operation.timed_out" | "operation.created" | "operation.active" | "operation.completed" | "operation.failed" | "operation.rejected" | "operation.canceled" | "operation.conflict_recorded" | "operation.attention" | "operation.late_settlement" | "operation.overdue" | "operation.deadline_near" | "media_buy.creative_deadline_near" | "seller.circuit_opened" | "seller.circuit_closed" | "seller.credential_refused")[];
            /** @description null: every seller */
            seller_id: string | null;
            /** @description null: every user */
            user_id: string | null;
            /** @description null: none */
            quiet_hours: {
                /** @description An IANA time zone */
                time_zone: string;
                /** @description When they begin, by the clock there */
                from: string;
                /** @description When they end */
                to: string;
            } | null;
            /** @description null: each turn is told by itself */
            digest: {
                /**
                 * @description How often it comes
                 * @enum {string}
                 */
                every: "hourly" | "daily";
                /** @description When a daily one comes; null for an hourly one */
                at: string | null;
                /** @description An IANA time zone */
                time_zone: string;
                /** @description Whether what is pressing comes at once, by itself */
                urgent: boolean;
            } | null;
            /** @description A note on what it is for */
            description: string | null;
            /** @description false: nothing is owed to it, and what was owed is given up */
            enabled: boolean;
            /** @description Why nothing is sent any more; null: it is not disabled */
            disabled_reason: string | null;
            /** @description Until when a webhook is signed with the secret from before the rotation too */
            previous_secret_until: string | null;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /** @description `whsec_...`, for verifying webhooks (Standard Webhooks); shown this once. null for the other channels */
            secret: string | null;
        };
        /** @description How much is sent again */
        Recovery: {
            /** @description How many deliveries are owed again */
            owed: number;
            /** @description Not null: there are more events than one call looks at. Call again with this as `since` */
            next_since: string | null;
        };
        /** @description What became of a test notification */
        SubscriptionTest: {
            /**
             * Format: uuid
             * @description The id of the event
             */
            event_id: string;
            /**
             * @description What became of it
             * @enum {string}
             */
            result: "delivered" | "failed" | "refused";
            /** @description Null without an answer, and for mail */
            http_status: number | null;
            /** @description The first KiB of what came back */
            answer: string | null;
            /** @description What went wrong; null when nothing did */
            error: string | null;
            /** @description How long it took, in milliseconds */
            duration_ms: number;
        };
        /** @description A link that signs in once */
        SignInLink: {
            /** @description Signs in once. It is shown here and never again */
            token: string;
            /** @description The console's address with the token, to be opened in a browser of this machine */
            path: string;
            /**
             * Format: date-time
             * @description When it ends
             */
            expires_at: string;
        };
        /** @description The session of a browser, and the ways to sign in */
        Session: {
            /** @description Who is signed in, as `GET /v1/me` says it; null when nobody is */
            signed_in: components["schemas"]["Me"] | null;
            /** @description Where a browser goes to sign in at the OpenID provider; null when none is set up */
            oidc_start: string | null;
        };
        /** @description A trading desk's organisation */
        Tenant: {
            /**
             * Format: uuid
             * @description Its id
             */
            id: string;
            /** @description Its name, for people */
            name: string;
            /** @description How much may be asked of the seller at once */
            limits: {
                /** @description Of all keys and people together; null: no limit */
                requests_per_second: number | null;
                /** @description Of each key and person */
                requests_per_second_per_key: number;
                /** @description Operations without an end; null: no limit */
                max_open_operations: number | null;
                /** @description Sellers that are not deleted */
                max_sellers: number;
                /** @description Subscriptions that are not deleted */
                max_subscriptions: number;
                /** @description Streams of events at once, for each replica; null: as many as the installation allows */
                max_event_streams: number | null;
            };
            /** @description ISO 8601 durations; a type that is missing has the default */
            deadlines: {
                [key: string]: string;
            };
            /** @description For how many days its things are kept */
            retention: {
                /** @description Operations that have ended, with their timelines, from their last change on */
                operations_days: number;
                /** @description Events, from when they happened */
                events_days: number;
                /** @description Notifications that are no longer tried */
                deliveries_days: number;
                /** @description Nothing of an operation is deleted before an export of it was confirmed */
                export_first: boolean;
            };
            /** @description Nothing of it is sent; what was sent is followed all the same */
            paused: boolean;
            /** @description Since when it is paused; null when it is not */
            paused_since: string | null;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
        };
        /** @description A page: A trading desk's organisation */
        TenantPage: {
            /** @description What is on the page */
            items: components["schemas"]["Tenant"][];
            /** @description Passed back as `cursor` for the next page; null on the last one */
            next_cursor: string | null;
        };
        /** @description A new tenant; the only answer that has its first key */
        CreatedTenant: {
            /**
             * Format: uuid
             * @description Its id
             */
            id: string;
            /** @description Its name, for people */
            name: string;
            /** @description How much may be asked of the seller at once */
            limits: {
                /** @description Of all keys and people together; null: no limit */
                requests_per_second: number | null;
                /** @description Of each key and person */
                requests_per_second_per_key: number;
                /** @description Operations without an end; null: no limit */
                max_open_operations: number | null;
                /** @description Sellers that are not deleted */
                max_sellers: number;
                /** @description Subscriptions that are not deleted */
                max_subscriptions: number;
                /** @description Streams of events at once, for each replica; null: as many as the installation allows */
                max_event_streams: number | null;
            };
            /** @description ISO 8601 durations; a type that is missing has the default */
            deadlines: {
                [key: string]: string;
            };
            /** @description For how many days its things are kept */
            retention: {
                /** @description Operations that have ended, with their timelines, from their last change on */
                operations_days: number;
                /** @description Events, from when they happened */
                events_days: number;
                /** @description Notifications that are no longer tried */
                deliveries_days: number;
                /** @description Nothing of an operation is deleted before an export of it was confirmed */
                export_first: boolean;
            };
            /** @description Nothing of it is sent; what was sent is followed all the same */
            paused: boolean;
            /** @description Since when it is paused; null when it is not */
            paused_since: string | null;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /** @description Its first admin key; shown this once, and not stored */
            key: string;
        };
        /** @description What became of a seller's webhook */
        Received: {
            /**
             * @description Its state
             * @constant
             */
            status: "received";
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    Health_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": components["schemas"]["Liveness"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Health_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is, or what is missing only slows the work down (`degraded`) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ready",
                     *       "checks": {
                     *         "one": {
                     *           "status": "ok",
                     *           "detail": "must be above 0, and is -5"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something is missing; each check says what to do */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    Intake_validate: {
        parameters: {
            query?: {
                /** @description Answers 200 also when it would not be taken: for a form that asks while somebody fills it in */
                report?: true;
                /** @description The operation whose corrected request this is: the `po_number` that it holds is free for its repetition */
                retry_of?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOperation"];
            };
        };
        responses: {
            /** @description It would be taken; or, with `report=true`, whether */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "valid": true,
                     *       "warnings": []
                     *     }
                     */
                    "application/json": components["schemas"]["Validation"];
                };
            };
            /** @description The body is not usable JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The po_number belongs to another operation; The tenant has as many operations without an end as it may */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Operations_list: {
        parameters: {
            query?: {
                /** @description Statuses, or the kinds open, pending, attention, settled */
                status?: ("requested" | "submitting" | "pending_approval" | "pending_permission" | "pending_input" | "working" | "approved" | "in_doubt" | "timed_out" | "created" | "active" | "completed" | "failed" | "rejected" | "canceled" | "open" | "pending" | "attention" | "settled")[];
                /** @description The seller's id */
                seller_id?: string;
                /** @description The type of the operation */
                type?: "create_media_buy" | "update_media_buy" | "add_creative_assets" | "sync_creatives";
                /** @description The purchase order */
                po_number?: string;
                /** @description For whom it was handed over */
                user_id?: string;
                /** @description Whose move is next */
                waiting_for?: "seller" | "desk" | "us";
                /** @description Those that take longer than usual */
                overdue?: true;
                /** @description Those that need a person */
                attention?: true;
                /** @description Only those that were made after this time */
                created_after?: string;
                /** @description Only those that were made before this time */
                created_before?: string;
                /** @description Only those that came into their status after this time */
                status_since_after?: string;
                /** @description Only those that came into their status at this time or before it */
                status_since_before?: string;
                /** @description Only those that ended at this time or after it */
                settled_after?: string;
                /** @description Only those that ended before this time */
                settled_before?: string;
                /** @description At least 3 characters: part of a po_number, media buy id (also that of a change), task id, operation id, buyer reference or message; case does not matter. The newest come first; with another filter or order, it looks at the newest 10,000 matches */
                q?: string;
                /** @description With a minus the largest, or newest, first */
                sort?: "-created_at" | "created_at" | "status_since" | "-status_since" | "deadline_at" | "-deadline_at";
                /** @description Each with its `request` */
                include?: "request";
                /** @description Items on a page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "type": "create_media_buy",
                     *           "status": "pending_approval",
                     *           "status_since": "2026-03-02T09:00:01.000Z",
                     *           "seller_id": "acme",
                     *           "seller_status": "pending_manual",
                     *           "seller_task_status": "assigned",
                     *           "waiting_reason": null,
                     *           "summary": {
                     *             "total_budget": {
                     *               "amount": 25000,
                     *               "currency": "USD"
                     *             },
                     *             "start": "2026-04-01",
                     *             "end": "2026-04-30",
                     *             "packages": 2,
                     *             "brand": "acme.example"
                     *           },
                     *           "waiting_for": "seller",
                     *           "overdue": false,
                     *           "overdue_at": "2026-03-02T13:00:01.000Z",
                     *           "attention": null,
                     *           "message": "Media buy requires publisher approval",
                     *           "task_id": "task_123",
                     *           "context_id": null,
                     *           "po_number": "PO-1",
                     *           "user_id": "trader@desk",
                     *           "media_buy_id": null,
                     *           "creative_deadline": null,
                     *           "result": null,
                     *           "result_omitted": false,
                     *           "error": null,
                     *           "estimated_completion": {
                     *             "p50": "2026-03-02T10:00:01.000Z",
                     *             "p90": "2026-03-02T13:00:01.000Z",
                     *             "source": "history"
                     *           },
                     *           "allowed_actions": [
                     *             "poll",
                     *             "resolve"
                     *           ],
                     *           "attempt": 1,
                     *           "retry_of": null,
                     *           "cancel_requested_at": null,
                     *           "late": false,
                     *           "conflicts": 0,
                     *           "next_poll_at": "2026-03-02T09:02:00.000Z",
                     *           "deadline_at": "2026-03-03T09:00:00.000Z",
                     *           "created_at": "2026-03-02T09:00:00.000Z",
                     *           "updated_at": "2026-03-02T09:00:01.000Z",
                     *           "settled_at": null,
                     *           "version": 4
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["OperationPage"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Intake_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request; a repetition under the same key never makes a second operation */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOperation"];
            };
        };
        responses: {
            /** @description It exists already */
            200: {
                headers: {
                    /** @description The operation */
                    Location?: string;
                    /** @description Its version */
                    ETag?: string;
                    /** @description `true` */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "type": "create_media_buy",
                     *       "status": "pending_approval",
                     *       "seller_id": "acme",
                     *       "seller_status": "pending_manual",
                     *       "seller_task_status": "assigned",
                     *       "waiting_reason": null,
                     *       "status_since": "2026-03-02T09:00:01.000Z",
                     *       "summary": {
                     *         "total_budget": {
                     *           "amount": 25000,
                     *           "currency": "USD"
                     *         },
                     *         "start": "nova",
                     *         "end": "nova",
                     *         "packages": 1,
                     *         "brand": "nova.example"
                     *       },
                     *       "waiting_for": "seller",
                     *       "overdue": false,
                     *       "overdue_at": "2026-03-02T13:00:01.000Z",
                     *       "attention": null,
                     *       "message": "Media buy requires publisher approval",
                     *       "task_id": "task_123",
                     *       "context_id": null,
                     *       "po_number": "PO-1",
                     *       "user_id": "trader@desk",
                     *       "media_buy_id": null,
                     *       "creative_deadline": null,
                     *       "result": null,
                     *       "result_omitted": false,
                     *       "error": null,
                     *       "estimated_completion": {
                     *         "p50": "2026-03-02T09:00:01.000Z",
                     *         "p90": "2026-03-02T09:00:01.000Z",
                     *         "source": "history"
                     *       },
                     *       "allowed_actions": [
                     *         "poll",
                     *         "resolve"
                     *       ],
                     *       "attempt": 1,
                     *       "retry_of": null,
                     *       "cancel_requested_at": null,
                     *       "late": false,
                     *       "conflicts": 0,
                     *       "next_poll_at": "2026-03-02T09:02:00.000Z",
                     *       "deadline_at": "2026-03-03T09:00:00.000Z",
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "updated_at": "2026-03-02T09:00:01.000Z",
                     *       "settled_at": null,
                     *       "version": 4
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    /** @description The operation */
                    Location?: string;
                    /** @description Its version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "type": "create_media_buy",
                     *       "status": "requested",
                     *       "status_since": "2026-03-02T09:00:01.000Z",
                     *       "seller_id": "acme",
                     *       "seller_status": "pending_manual",
                     *       "seller_task_status": "assigned",
                     *       "waiting_reason": null,
                     *       "summary": {
                     *         "total_budget": {
                     *           "amount": 25000,
                     *           "currency": "USD"
                     *         },
                     *         "start": "2026-04-01",
                     *         "end": "2026-04-30",
                     *         "packages": 2,
                     *         "brand": "acme.example"
                     *       },
                     *       "waiting_for": "seller",
                     *       "overdue": false,
                     *       "overdue_at": "2026-03-02T13:00:01.000Z",
                     *       "attention": null,
                     *       "message": "Media buy requires publisher approval",
                     *       "task_id": "task_123",
                     *       "context_id": null,
                     *       "po_number": "PO-1",
                     *       "user_id": "trader@desk",
                     *       "media_buy_id": null,
                     *       "creative_deadline": null,
                     *       "result": null,
                     *       "result_omitted": false,
                     *       "error": null,
                     *       "estimated_completion": {
                     *         "p50": "2026-03-02T10:00:01.000Z",
                     *         "p90": "2026-03-02T13:00:01.000Z",
                     *         "source": "history"
                     *       },
                     *       "allowed_actions": [
                     *         "poll",
                     *         "resolve"
                     *       ],
                     *       "attempt": 0,
                     *       "retry_of": null,
                     *       "cancel_requested_at": null,
                     *       "late": false,
                     *       "conflicts": 0,
                     *       "next_poll_at": "2026-03-02T09:02:00.000Z",
                     *       "deadline_at": "2026-03-03T09:00:00.000Z",
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "updated_at": "2026-03-02T09:00:01.000Z",
                     *       "settled_at": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description The body is not usable JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The po_number belongs to another operation; The tenant has as many operations without an end as it may; Others keep changing the same thing */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The Idempotency-Key belongs to another request; The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RequestSchema_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description How the seller speaks */
                dialect: string;
                /** @description The type of the operation */
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The schema */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "dialect": "hitl-v1",
                     *       "type": "update_media_buy",
                     *       "schema": {
                     *         "type": "object",
                     *         "properties": {
                     *           "media_buy_id": {
                     *             "type": "string",
                     *             "minLength": 1,
                     *             "maxLength": 255
                     *           }
                     *         },
                     *         "required": [
                     *           "media_buy_id"
                     *         ]
                     *       },
                     *       "example": {
                     *         "media_buy_id": "mb_1",
                     *         "total_budget": 60000
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["RequestSchema"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Counts_count: {
        parameters: {
            query?: {
                /** @description Statuses, or the kinds open, pending, attention, settled */
                status?: ("requested" | "submitting" | "pending_approval" | "pending_permission" | "pending_input" | "working" | "approved" | "in_doubt" | "timed_out" | "created" | "active" | "completed" | "failed" | "rejected" | "canceled" | "open" | "pending" | "attention" | "settled")[];
                /** @description The seller's id */
                seller_id?: string;
                /** @description The type of the operation */
                type?: "create_media_buy" | "update_media_buy" | "add_creative_assets" | "sync_creatives";
                /** @description The purchase order */
                po_number?: string;
                /** @description For whom it was handed over */
                user_id?: string;
                /** @description Whose move is next */
                waiting_for?: "seller" | "desk" | "us";
                /** @description Those that take longer than usual */
                overdue?: true;
                /** @description Those that need a person */
                attention?: true;
                /** @description Only those that were made after this time */
                created_after?: string;
                /** @description Only those that were made before this time */
                created_before?: string;
                /** @description Only those that came into their status after this time */
                status_since_after?: string;
                /** @description Only those that came into their status at this time or before it */
                status_since_before?: string;
                /** @description Only those that ended at this time or after it */
                settled_after?: string;
                /** @description Only those that ended before this time */
                settled_before?: string;
                /** @description At least 3 characters: part of a po_number, media buy id (also that of a change), task id, operation id, buyer reference or message; case does not matter. The newest come first; with another filter or order, it looks at the newest 10,000 matches */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "total": {
                     *         "at_least": 10045
                     *       },
                     *       "by_status": {
                     *         "created": {
                     *           "at_least": 10000
                     *         },
                     *         "pending_approval": 42,
                     *         "in_doubt": 3
                     *       },
                     *       "attention": 3,
                     *       "overdue": 7,
                     *       "by_seller": {
                     *         "acme": {
                     *           "at_least": 10000
                     *         },
                     *         "globe": 45
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OperationCounts"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Groups_read: {
        parameters: {
            query?: {
                /** @description The seller's id */
                seller_id?: string;
                /** @description For whom it was handed over */
                user_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The groups */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "at": "2026-03-02T12:00:00.000Z",
                     *       "attention": {
                     *         "groups": [
                     *           {
                     *             "reason": "credential_refused",
                     *             "seller_id": "metro",
                     *             "operations": 6,
                     *             "money": [
                     *               {
                     *                 "amount": 88000,
                     *                 "currency": "USD"
                     *               }
                     *             ],
                     *             "since": "2026-03-02T09:00:00.000Z",
                     *             "oldest": [
                     *               {
                     *                 "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *                 "type": "create_media_buy",
                     *                 "po_number": "PO-1",
                     *                 "user_id": "trader@desk",
                     *                 "assignee": null,
                     *                 "since": "2026-03-02T09:00:00.000Z",
                     *                 "total_budget": {
                     *                   "amount": 25000,
                     *                   "currency": "USD"
                     *                 }
                     *               }
                     *             ]
                     *           }
                     *         ],
                     *         "complete": true
                     *       },
                     *       "waiting": {
                     *         "groups": [
                     *           {
                     *             "seller_id": "acme",
                     *             "operations": 41,
                     *             "money": [
                     *               {
                     *                 "amount": 512000,
                     *                 "currency": "USD"
                     *               }
                     *             ],
                     *             "since": "2026-03-01T16:10:00.000Z",
                     *             "overdue": 2,
                     *             "by_age": [
                     *               {
                     *                 "up_to_seconds": 3600,
                     *                 "operations": 20
                     *               },
                     *               {
                     *                 "up_to_seconds": 14400,
                     *                 "operations": 12
                     *               },
                     *               {
                     *                 "up_to_seconds": 86400,
                     *                 "operations": 9
                     *               },
                     *               {
                     *                 "up_to_seconds": 259200,
                     *                 "operations": 0
                     *               },
                     *               {
                     *                 "up_to_seconds": null,
                     *                 "operations": 0
                     *               }
                     *             ]
                     *           }
                     *         ],
                     *         "complete": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OperationGroups"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Operations_read: {
        parameters: {
            query?: {
                /** @description Seconds to hold the answer until the operation changes from the version in `If-None-Match` (without it: from now) */
                wait?: number;
            };
            header?: {
                /** @description An `ETag` from before */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation */
            200: {
                headers: {
                    /** @description Its version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "type": "create_media_buy",
                     *       "status": "pending_approval",
                     *       "status_since": "2026-03-02T09:00:01.000Z",
                     *       "seller_id": "acme",
                     *       "seller_status": "pending_manual",
                     *       "seller_task_status": "assigned",
                     *       "waiting_reason": null,
                     *       "summary": {
                     *         "total_budget": {
                     *           "amount": 25000,
                     *           "currency": "USD"
                     *         },
                     *         "start": "2026-04-01",
                     *         "end": "2026-04-30",
                     *         "packages": 2,
                     *         "brand": "acme.example"
                     *       },
                     *       "waiting_for": "seller",
                     *       "overdue": false,
                     *       "overdue_at": "2026-03-02T13:00:01.000Z",
                     *       "attention": null,
                     *       "message": "Media buy requires publisher approval",
                     *       "task_id": "task_123",
                     *       "context_id": null,
                     *       "po_number": "PO-1",
                     *       "user_id": "trader@desk",
                     *       "media_buy_id": null,
                     *       "creative_deadline": null,
                     *       "result": null,
                     *       "result_omitted": false,
                     *       "error": null,
                     *       "estimated_completion": {
                     *         "p50": "2026-03-02T10:00:01.000Z",
                     *         "p90": "2026-03-02T13:00:01.000Z",
                     *         "source": "history"
                     *       },
                     *       "allowed_actions": [
                     *         "poll",
                     *         "resolve"
                     *       ],
                     *       "attempt": 1,
                     *       "retry_of": null,
                     *       "cancel_requested_at": null,
                     *       "late": false,
                     *       "conflicts": 0,
                     *       "next_poll_at": "2026-03-02T09:02:00.000Z",
                     *       "deadline_at": "2026-03-03T09:00:00.000Z",
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "updated_at": "2026-03-02T09:00:01.000Z",
                     *       "settled_at": null,
                     *       "version": 4,
                     *       "repeated_by": null,
                     *       "request": {
                     *         "packages": [
                     *           "premium_sports",
                     *           "drive_time"
                     *         ],
                     *         "po_number": "PO-1",
                     *         "total_budget": 25000,
                     *         "currency": "USD",
                     *         "start_date": "2026-04-01",
                     *         "end_date": "2026-04-30",
                     *         "brand": "acme.example"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ReadOperation"];
                };
            };
            /** @description It is still of the version in `If-None-Match` */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests are waiting already; The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Operations_timeline: {
        parameters: {
            query?: {
                /** @description Items on a page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "at": "2026-03-02T09:00:01.000Z",
                     *           "kind": "nova",
                     *           "source": "nova",
                     *           "from_status": "requested",
                     *           "to_status": "requested",
                     *           "actor": "nova",
                     *           "reason": "The publisher has no inventory left",
                     *           "seller_status": "pending_manual",
                     *           "seller_task_status": "assigned",
                     *           "task_id": "task_123",
                     *           "message": "Media buy requires publisher approval",
                     *           "http_status": 200,
                     *           "duration_ms": 184,
                     *           "attempt": 1,
                     *           "media_buy_id": null,
                     *           "error": null,
                     *           "version": 4
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["TimelinePage"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OperationActions_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this action on this operation: a repetition is not done again, and is answered as the first was. It is used once the action is done; one that was refused may be tried again under it */
                "Idempotency-Key"?: string;
                /** @description An `ETag` of the operation, weak or strong: the action is done only while that is its version */
                "If-Match"?: string;
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; `consequence` says what it means */
            200: {
                headers: {
                    /** @description Its version */
                    ETag?: string;
                    /** @description `true` when it was done before, under this key or as the same repetition */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "type": "create_media_buy",
                     *       "status": "pending_approval",
                     *       "seller_id": "acme",
                     *       "seller_status": "pending_manual",
                     *       "seller_task_status": "assigned",
                     *       "waiting_reason": null,
                     *       "status_since": "2026-03-02T09:00:01.000Z",
                     *       "summary": {
                     *         "total_budget": {
                     *           "amount": 25000,
                     *           "currency": "USD"
                     *         },
                     *         "start": "nova",
                     *         "end": "nova",
                     *         "packages": 1,
                     *         "brand": "nova.example"
                     *       },
                     *       "waiting_for": "seller",
                     *       "overdue": false,
                     *       "overdue_at": "2026-03-02T13:00:01.000Z",
                     *       "attention": null,
                     *       "message": "Media buy requires publisher approval",
                     *       "task_id": "task_123",
                     *       "context_id": null,
                     *       "po_number": "PO-1",
                     *       "user_id": "trader@desk",
                     *       "media_buy_id": null,
                     *       "creative_deadline": null,
                     *       "result": null,
                     *       "result_omitted": false,
                     *       "error": null,
                     *       "estimated_completion": {
                     *         "p50": "2026-03-02T09:00:01.000Z",
                     *         "p90": "2026-03-02T09:00:01.000Z",
                     *         "source": "history"
                     *       },
                     *       "allowed_actions": [
                     *         "poll",
                     *         "resolve"
                     *       ],
                     *       "attempt": 1,
                     *       "retry_of": null,
                     *       "cancel_requested_at": null,
                     *       "late": false,
                     *       "conflicts": 0,
                     *       "next_poll_at": "2026-03-02T09:02:00.000Z",
                     *       "deadline_at": "2026-03-03T09:00:00.000Z",
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "updated_at": "2026-03-02T09:00:01.000Z",
                     *       "settled_at": null,
                     *       "version": 4,
                     *       "consequence": "The publisher is asked now."
                     *     }
                     */
                    "application/json": components["schemas"]["ActedOperation"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the operation does not allow this; Others keep changing the same thing */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The operation has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OperationActions_poll: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this action on this operation: a repetition is not done again, and is answered as the first was. It is used once the action is done; one that was refused may be tried again under it */
                "Idempotency-Key"?: string;
                /** @description An `ETag` of the operation, weak or strong: the action is done only while that is its version */
                "If-Match"?: string;
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; `consequence` says what it means */
            200: {
                headers: {
                    /** @description Its version */
                    ETag?: string;
                    /** @description `true` when it was done before, under this key or as the same repetition */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "type": "create_media_buy",
                     *       "status": "pending_approval",
                     *       "seller_id": "acme",
                     *       "seller_status": "pending_manual",
                     *       "seller_task_status": "assigned",
                     *       "waiting_reason": null,
                     *       "status_since": "2026-03-02T09:00:01.000Z",
                     *       "summary": {
                     *         "total_budget": {
                     *           "amount": 25000,
                     *           "currency": "USD"
                     *         },
                     *         "start": "nova",
                     *         "end": "nova",
                     *         "packages": 1,
                     *         "brand": "nova.example"
                     *       },
                     *       "waiting_for": "seller",
                     *       "overdue": false,
                     *       "overdue_at": "2026-03-02T13:00:01.000Z",
                     *       "attention": null,
                     *       "message": "Media buy requires publisher approval",
                     *       "task_id": "task_123",
                     *       "context_id": null,
                     *       "po_number": "PO-1",
                     *       "user_id": "trader@desk",
                     *       "media_buy_id": null,
                     *       "creative_deadline": null,
                     *       "result": null,
                     *       "result_omitted": false,
                     *       "error": null,
                     *       "estimated_completion": {
                     *         "p50": "2026-03-02T09:00:01.000Z",
                     *         "p90": "2026-03-02T09:00:01.000Z",
                     *         "source": "history"
                     *       },
                     *       "allowed_actions": [
                     *         "poll",
                     *         "resolve"
                     *       ],
                     *       "attempt": 1,
                     *       "retry_of": null,
                     *       "cancel_requested_at": null,
                     *       "late": false,
                     *       "conflicts": 0,
                     *       "next_poll_at": "2026-03-02T09:02:00.000Z",
                     *       "deadline_at": "2026-03-03T09:00:00.000Z",
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "updated_at": "2026-03-02T09:00:01.000Z",
                     *       "settled_at": null,
                     *       "version": 4,
                     *       "consequence": "The publisher is asked now."
                     *     }
                     */
                    "application/json": components["schemas"]["ActedOperation"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the operation does not allow this; Others keep changing the same thing */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The operation has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The Idempotency-Key belongs to another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OperationActions_retry: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this action on this operation: a repetition is not done again, and is answered as the first was. It is used once the action is done; one that was refused may be tried again under it */
                "Idempotency-Key"?: string;
                /** @description An `ETag` of the operation, weak or strong: the action is done only while that is its version */
                "If-Match"?: string;
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "accept_double_booking": false
                 *     }
                 */
                "application/json": components["schemas"]["Retry"];
            };
        };
        responses: {
            /** @description Done; `consequence` says what it means */
            200: {
                headers: {
                    /** @description Its version */
                    ETag?: string;
                    /** @description `true` when it was done before, under this key or as the same repetition */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "type": "create_media_buy",
                     *       "status": "pending_approval",
                     *       "seller_id": "acme",
                     *       "seller_status": "pending_manual",
                     *       "seller_task_status": "assigned",
                     *       "waiting_reason": null,
                     *       "status_since": "2026-03-02T09:00:01.000Z",
                     *       "summary": {
                     *         "total_budget": {
                     *           "amount": 25000,
                     *           "currency": "USD"
                     *         },
                     *         "start": "nova",
                     *         "end": "nova",
                     *         "packages": 1,
                     *         "brand": "nova.example"
                     *       },
                     *       "waiting_for": "seller",
                     *       "overdue": false,
                     *       "overdue_at": "2026-03-02T13:00:01.000Z",
                     *       "attention": null,
                     *       "message": "Media buy requires publisher approval",
                     *       "task_id": "task_123",
                     *       "context_id": null,
                     *       "po_number": "PO-1",
                     *       "user_id": "trader@desk",
                     *       "media_buy_id": null,
                     *       "creative_deadline": null,
                     *       "result": null,
                     *       "result_omitted": false,
                     *       "error": null,
                     *       "estimated_completion": {
                     *         "p50": "2026-03-02T09:00:01.000Z",
                     *         "p90": "2026-03-02T09:00:01.000Z",
                     *         "source": "history"
                     *       },
                     *       "allowed_actions": [
                     *         "poll",
                     *         "resolve"
                     *       ],
                     *       "attempt": 1,
                     *       "retry_of": null,
                     *       "cancel_requested_at": null,
                     *       "late": false,
                     *       "conflicts": 0,
                     *       "next_poll_at": "2026-03-02T09:02:00.000Z",
                     *       "deadline_at": "2026-03-03T09:00:00.000Z",
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "updated_at": "2026-03-02T09:00:01.000Z",
                     *       "settled_at": null,
                     *       "version": 4,
                     *       "consequence": "The publisher is asked now."
                     *     }
                     */
                    "application/json": components["schemas"]["ActedOperation"];
                };
            };
            /** @description Done; `consequence` says what it means */
            202: {
                headers: {
                    /** @description The new operation */
                    Location?: string;
                    /** @description Its version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "type": "create_media_buy",
                     *       "status": "pending_approval",
                     *       "seller_id": "acme",
                     *       "seller_status": "pending_manual",
                     *       "seller_task_status": "assigned",
                     *       "waiting_reason": null,
                     *       "status_since": "2026-03-02T09:00:01.000Z",
                     *       "summary": {
                     *         "total_budget": {
                     *           "amount": 25000,
                     *           "currency": "USD"
                     *         },
                     *         "start": "nova",
                     *         "end": "nova",
                     *         "packages": 1,
                     *         "brand": "nova.example"
                     *       },
                     *       "waiting_for": "seller",
                     *       "overdue": false,
                     *       "overdue_at": "2026-03-02T13:00:01.000Z",
                     *       "attention": null,
                     *       "message": "Media buy requires publisher approval",
                     *       "task_id": "task_123",
                     *       "context_id": null,
                     *       "po_number": "PO-1",
                     *       "user_id": "trader@desk",
                     *       "media_buy_id": null,
                     *       "creative_deadline": null,
                     *       "result": null,
                     *       "result_omitted": false,
                     *       "error": null,
                     *       "estimated_completion": {
                     *         "p50": "2026-03-02T09:00:01.000Z",
                     *         "p90": "2026-03-02T09:00:01.000Z",
                     *         "source": "history"
                     *       },
                     *       "allowed_actions": [
                     *         "poll",
                     *         "resolve"
                     *       ],
                     *       "attempt": 1,
                     *       "retry_of": null,
                     *       "cancel_requested_at": null,
                     *       "late": false,
                     *       "conflicts": 0,
                     *       "next_poll_at": "2026-03-02T09:02:00.000Z",
                     *       "deadline_at": "2026-03-03T09:00:00.000Z",
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "updated_at": "2026-03-02T09:00:01.000Z",
                     *       "settled_at": null,
                     *       "version": 4,
                     *       "consequence": "The publisher is asked now."
                     *     }
                     */
                    "application/json": components["schemas"]["ActedOperation"];
                };
            };
            /** @description The body is not usable JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the operation does not allow this; The po_number belongs to another operation; The tenant has as many operations without an end as it may; Others keep changing the same thing */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The operation has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The Idempotency-Key belongs to another request; The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OperationActions_resolve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this action on this operation: a repetition is not done again, and is answered as the first was. It is used once the action is done; one that was refused may be tried again under it */
                "Idempotency-Key"?: string;
                /** @description An `ETag` of the operation, weak or strong: the action is done only while that is its version */
                "If-Match"?: string;
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Resolution"];
            };
        };
        responses: {
            /** @description Done; `consequence` says what it means */
            200: {
                headers: {
                    /** @description Its version */
                    ETag?: string;
                    /** @description `true` when it was done before, under this key or as the same repetition */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "type": "create_media_buy",
                     *       "status": "pending_approval",
                     *       "seller_id": "acme",
                     *       "seller_status": "pending_manual",
                     *       "seller_task_status": "assigned",
                     *       "waiting_reason": null,
                     *       "status_since": "2026-03-02T09:00:01.000Z",
                     *       "summary": {
                     *         "total_budget": {
                     *           "amount": 25000,
                     *           "currency": "USD"
                     *         },
                     *         "start": "nova",
                     *         "end": "nova",
                     *         "packages": 1,
                     *         "brand": "nova.example"
                     *       },
                     *       "waiting_for": "seller",
                     *       "overdue": false,
                     *       "overdue_at": "2026-03-02T13:00:01.000Z",
                     *       "attention": null,
                     *       "message": "Media buy requires publisher approval",
                     *       "task_id": "task_123",
                     *       "context_id": null,
                     *       "po_number": "PO-1",
                     *       "user_id": "trader@desk",
                     *       "media_buy_id": null,
                     *       "creative_deadline": null,
                     *       "result": null,
                     *       "result_omitted": false,
                     *       "error": null,
                     *       "estimated_completion": {
                     *         "p50": "2026-03-02T09:00:01.000Z",
                     *         "p90": "2026-03-02T09:00:01.000Z",
                     *         "source": "history"
                     *       },
                     *       "allowed_actions": [
                     *         "poll",
                     *         "resolve"
                     *       ],
                     *       "attempt": 1,
                     *       "retry_of": null,
                     *       "cancel_requested_at": null,
                     *       "late": false,
                     *       "conflicts": 0,
                     *       "next_poll_at": "2026-03-02T09:02:00.000Z",
                     *       "deadline_at": "2026-03-03T09:00:00.000Z",
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "updated_at": "2026-03-02T09:00:01.000Z",
                     *       "settled_at": null,
                     *       "version": 4,
                     *       "consequence": "The publisher is asked now."
                     *     }
                     */
                    "application/json": components["schemas"]["ActedOperation"];
                };
            };
            /** @description The body is not usable JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the operation does not allow this; The media buy belongs to another operation; Others keep changing the same thing */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The operation has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The Idempotency-Key belongs to another request; The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Attention_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this action on this operation: a repetition is not done again, and is answered as the first was. It is used once the action is done; one that was refused may be tried again under it */
                "Idempotency-Key"?: string;
                /** @description An `ETag` of the operation, weak or strong: the action is done only while that is its version */
                "If-Match"?: string;
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttentionChange"];
            };
        };
        responses: {
            /** @description Done; `consequence` says what it means */
            200: {
                headers: {
                    /** @description Its version */
                    ETag?: string;
                    /** @description `true` when it was done before, under this key or as the same repetition */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "type": "create_media_buy",
                     *       "status": "pending_approval",
                     *       "seller_id": "acme",
                     *       "seller_status": "pending_manual",
                     *       "seller_task_status": "assigned",
                     *       "waiting_reason": null,
                     *       "status_since": "2026-03-02T09:00:01.000Z",
                     *       "summary": {
                     *         "total_budget": {
                     *           "amount": 25000,
                     *           "currency": "USD"
                     *         },
                     *         "start": "nova",
                     *         "end": "nova",
                     *         "packages": 1,
                     *         "brand": "nova.example"
                     *       },
                     *       "waiting_for": "seller",
                     *       "overdue": false,
                     *       "overdue_at": "2026-03-02T13:00:01.000Z",
                     *       "attention": null,
                     *       "message": "Media buy requires publisher approval",
                     *       "task_id": "task_123",
                     *       "context_id": null,
                     *       "po_number": "PO-1",
                     *       "user_id": "trader@desk",
                     *       "media_buy_id": null,
                     *       "creative_deadline": null,
                     *       "result": null,
                     *       "result_omitted": false,
                     *       "error": null,
                     *       "estimated_completion": {
                     *         "p50": "2026-03-02T09:00:01.000Z",
                     *         "p90": "2026-03-02T09:00:01.000Z",
                     *         "source": "history"
                     *       },
                     *       "allowed_actions": [
                     *         "poll",
                     *         "resolve"
                     *       ],
                     *       "attempt": 1,
                     *       "retry_of": null,
                     *       "cancel_requested_at": null,
                     *       "late": false,
                     *       "conflicts": 0,
                     *       "next_poll_at": "2026-03-02T09:02:00.000Z",
                     *       "deadline_at": "2026-03-03T09:00:00.000Z",
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "updated_at": "2026-03-02T09:00:01.000Z",
                     *       "settled_at": null,
                     *       "version": 4,
                     *       "consequence": "The publisher is asked now."
                     *     }
                     */
                    "application/json": components["schemas"]["ActedOperation"];
                };
            };
            /** @description The body is not usable JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the operation does not allow this; Others keep changing the same thing */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The operation has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The Idempotency-Key belongs to another request; The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Attention_acknowledge: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this action on this operation: a repetition is not done again, and is answered as the first was. It is used once the action is done; one that was refused may be tried again under it */
                "Idempotency-Key"?: string;
                /** @description An `ETag` of the operation, weak or strong: the action is done only while that is its version */
                "If-Match"?: string;
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Acknowledgement"];
            };
        };
        responses: {
            /** @description Done; `consequence` says what it means */
            200: {
                headers: {
                    /** @description Its version */
                    ETag?: string;
                    /** @description `true` when it was done before, under this key or as the same repetition */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "type": "create_media_buy",
                     *       "status": "pending_approval",
                     *       "seller_id": "acme",
                     *       "seller_status": "pending_manual",
                     *       "seller_task_status": "assigned",
                     *       "waiting_reason": null,
                     *       "status_since": "2026-03-02T09:00:01.000Z",
                     *       "summary": {
                     *         "total_budget": {
                     *           "amount": 25000,
                     *           "currency": "USD"
                     *         },
                     *         "start": "nova",
                     *         "end": "nova",
                     *         "packages": 1,
                     *         "brand": "nova.example"
                     *       },
                     *       "waiting_for": "seller",
                     *       "overdue": false,
                     *       "overdue_at": "2026-03-02T13:00:01.000Z",
                     *       "attention": null,
                     *       "message": "Media buy requires publisher approval",
                     *       "task_id": "task_123",
                     *       "context_id": null,
                     *       "po_number": "PO-1",
                     *       "user_id": "trader@desk",
                     *       "media_buy_id": null,
                     *       "creative_deadline": null,
                     *       "result": null,
                     *       "result_omitted": false,
                     *       "error": null,
                     *       "estimated_completion": {
                     *         "p50": "2026-03-02T09:00:01.000Z",
                     *         "p90": "2026-03-02T09:00:01.000Z",
                     *         "source": "history"
                     *       },
                     *       "allowed_actions": [
                     *         "poll",
                     *         "resolve"
                     *       ],
                     *       "attempt": 1,
                     *       "retry_of": null,
                     *       "cancel_requested_at": null,
                     *       "late": false,
                     *       "conflicts": 0,
                     *       "next_poll_at": "2026-03-02T09:02:00.000Z",
                     *       "deadline_at": "2026-03-03T09:00:00.000Z",
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "updated_at": "2026-03-02T09:00:01.000Z",
                     *       "settled_at": null,
                     *       "version": 4,
                     *       "consequence": "The publisher is asked now."
                     *     }
                     */
                    "application/json": components["schemas"]["ActedOperation"];
                };
            };
            /** @description The body is not usable JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state of the operation does not allow this; Others keep changing the same thing */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The operation has changed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The Idempotency-Key belongs to another request; The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Bulk_list: {
        parameters: {
            query?: {
                /** @description Its state */
                status?: "running" | "done" | "stopped";
                /** @description Those alone that only find out what would be done, or those alone that do it */
                dry_run?: boolean;
                /** @description Items on a page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "action": "cancel",
                     *           "dry_run": false,
                     *           "status": "running",
                     *           "total": 1,
                     *           "done": 1,
                     *           "refused": 1,
                     *           "waiting": 1,
                     *           "created_by": "nova",
                     *           "created_at": "2026-03-02T09:00:00.000Z",
                     *           "updated_at": "2026-03-02T09:00:01.000Z",
                     *           "ended_at": "2026-03-02T09:00:01.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["BulkPage"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Bulk_make: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request; a repetition under the same key never makes a second job */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBulk"];
            };
        };
        responses: {
            /** @description It came before under this key */
            200: {
                headers: {
                    /** @description The job */
                    Location?: string;
                    /** @description `true` */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c77",
                     *       "action": "cancel",
                     *       "dry_run": false,
                     *       "status": "running",
                     *       "total": 120,
                     *       "done": 40,
                     *       "refused": 2,
                     *       "waiting": 78,
                     *       "created_by": "trader key",
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "updated_at": "2026-03-02T09:00:01.000Z",
                     *       "ended_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["Bulk"];
                };
            };
            /** @description It is kept, and begins */
            202: {
                headers: {
                    /** @description The job */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c77",
                     *       "action": "cancel",
                     *       "dry_run": false,
                     *       "status": "running",
                     *       "total": 120,
                     *       "done": 40,
                     *       "refused": 2,
                     *       "waiting": 78,
                     *       "created_by": "trader key",
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "updated_at": "2026-03-02T09:00:01.000Z",
                     *       "ended_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["Bulk"];
                };
            };
            /** @description The body is not usable JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There are as many bulk jobs as there may be */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The Idempotency-Key belongs to another request; The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Bulk_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c77",
                     *       "action": "cancel",
                     *       "dry_run": false,
                     *       "status": "running",
                     *       "total": 120,
                     *       "done": 40,
                     *       "refused": 2,
                     *       "waiting": 78,
                     *       "created_by": "trader key",
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "updated_at": "2026-03-02T09:00:01.000Z",
                     *       "ended_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["Bulk"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Bulk_stop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c77",
                     *       "action": "cancel",
                     *       "dry_run": false,
                     *       "status": "running",
                     *       "total": 120,
                     *       "done": 40,
                     *       "refused": 2,
                     *       "waiting": 78,
                     *       "created_by": "trader key",
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "updated_at": "2026-03-02T09:00:01.000Z",
                     *       "ended_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["Bulk"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Bulk_items: {
        parameters: {
            query?: {
                /** @description Its state */
                status?: "waiting" | "done" | "refused";
                /** @description Items on a page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, in the order of the selection */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "position": 1,
                     *           "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "status": "waiting",
                     *           "problem": "nova",
                     *           "detail": "must be above 0, and is -5",
                     *           "made_operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["BulkItemPage"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Sellers_list: {
        parameters: {
            query?: {
                /** @description Items on a page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Each with its `health` */
                include?: "health";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "name": "Nova Media",
                     *           "agent_url": "https://sales.nova.example/mcp",
                     *           "dialect": "hitl-v1",
                     *           "auth": {
                     *             "scheme": "bearer",
                     *             "header": "nova",
                     *             "has_credential": false
                     *           },
                     *           "webhooks": {
                     *             "mode": "rfc9421",
                     *             "has_secret": false,
                     *             "previous_secret_until": "2026-03-02T09:00:01.000Z",
                     *             "jwks": {
                     *               "keys": [
                     *                 {
                     *                   "one": "nova"
                     *                 }
                     *               ]
                     *             },
                     *             "jwks_uri": "nova",
                     *             "brand_json_url": "nova",
                     *             "revocation_uri": "nova",
                     *             "profile": "3.0"
                     *           },
                     *           "webhook_urls": {
                     *             "adcp": "nova",
                     *             "hitl_tasks": "nova"
                     *           },
                     *           "limits": {
                     *             "max_concurrency": 1,
                     *             "requests_per_second": 1,
                     *             "min_poll_seconds": 1
                     *           },
                     *           "deadlines": {
                     *             "one": "nova"
                     *           },
                     *           "contact": {
                     *             "name": "Nova Media",
                     *             "email": "ads@nova.example",
                     *             "phone": "+49 30 1234567",
                     *             "note": "Told by phone, by Ms Kuhn"
                     *           },
                     *           "paused": false,
                     *           "paused_since": "2026-03-02T09:00:01.000Z",
                     *           "capabilities": {
                     *             "replay_window_seconds": 1,
                     *             "poll_tool": "nova",
                     *             "tools": [
                     *               "nova"
                     *             ]
                     *           },
                     *           "capabilities_at": "2026-03-02T09:00:01.000Z",
                     *           "approval_seconds": {
                     *             "p50": 1,
                     *             "p90": 1
                     *           },
                     *           "revision": 1,
                     *           "created_at": "2026-03-02T09:00:00.000Z",
                     *           "updated_at": "2026-03-02T09:00:01.000Z",
                     *           "health": {
                     *             "problems": [
                     *               "credential_refused"
                     *             ],
                     *             "circuit": "closed",
                     *             "last_success_at": "2026-03-02T09:00:01.000Z",
                     *             "error_rate": {
                     *               "calls": 1,
                     *               "failures": 1,
                     *               "rate": 1
                     *             },
                     *             "poll_lag_seconds": 1,
                     *             "operations": {
                     *               "open": 1,
                     *               "pending": 1,
                     *               "doubtful": 1,
                     *               "attention": 1
                     *             },
                     *             "orphans": {
                     *               "ours": 1,
                     *               "theirs": 1
                     *             }
                     *           }
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["SellerPage"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Sellers_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSeller"];
            };
        };
        responses: {
            /** @description Added */
            201: {
                headers: {
                    /** @description The seller */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "name": "Nova Media",
                     *       "agent_url": "https://sales.nova.example/mcp",
                     *       "dialect": "hitl-v1",
                     *       "auth": {
                     *         "scheme": "bearer",
                     *         "header": "nova",
                     *         "has_credential": false
                     *       },
                     *       "webhooks": {
                     *         "mode": "rfc9421",
                     *         "has_secret": false,
                     *         "previous_secret_until": "2026-03-02T09:00:01.000Z",
                     *         "jwks": {
                     *           "keys": [
                     *             {
                     *               "one": "nova"
                     *             }
                     *           ]
                     *         },
                     *         "jwks_uri": "nova",
                     *         "brand_json_url": "nova",
                     *         "revocation_uri": "nova",
                     *         "profile": "3.0"
                     *       },
                     *       "webhook_urls": {
                     *         "adcp": "nova",
                     *         "hitl_tasks": "nova"
                     *       },
                     *       "limits": {
                     *         "max_concurrency": 1,
                     *         "requests_per_second": 1,
                     *         "min_poll_seconds": 1
                     *       },
                     *       "deadlines": {
                     *         "one": "nova"
                     *       },
                     *       "contact": {
                     *         "name": "Nova Media",
                     *         "email": "ads@nova.example",
                     *         "phone": "+49 30 1234567",
                     *         "note": "Told by phone, by Ms Kuhn"
                     *       },
                     *       "paused": false,
                     *       "paused_since": "2026-03-02T09:00:01.000Z",
                     *       "capabilities": {
                     *         "replay_window_seconds": 1,
                     *         "poll_tool": "nova",
                     *         "tools": [
                     *           "nova"
                     *         ]
                     *       },
                     *       "capabilities_at": "2026-03-02T09:00:01.000Z",
                     *       "approval_seconds": {
                     *         "p50": 1,
                     *         "p90": 1
                     *       },
                     *       "revision": 1,
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "updated_at": "2026-03-02T09:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Seller"];
                };
            };
            /** @description The body is not usable JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The seller id is taken; The tenant has as many sellers as it may */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Sellers_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The seller */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "name": "Nova Media",
                     *       "agent_url": "https://sales.nova.example/mcp",
                     *       "dialect": "hitl-v1",
                     *       "auth": {
                     *         "scheme": "bearer",
                     *         "header": "nova",
                     *         "has_credential": false
                     *       },
                     *       "webhooks": {
                     *         "mode": "rfc9421",
                     *         "has_secret": false,
                     *         "previous_secret_until": "2026-03-02T09:00:01.000Z",
                     *         "jwks": {
                     *           "keys": [
                     *             {
                     *               "one": "nova"
                     *             }
                     *           ]
                     *         },
                     *         "jwks_uri": "nova",
                     *         "brand_json_url": "nova",
                     *         "revocation_uri": "nova",
                     *         "profile": "3.0"
                     *       },
                     *       "webhook_urls": {
                     *         "adcp": "nova",
                     *         "hitl_tasks": "nova"
                     *       },
                     *       "limits": {
                     *         "max_concurrency": 1,
                     *         "requests_per_second": 1,
                     *         "min_poll_seconds": 1
                     *       },
                     *       "deadlines": {
                     *         "one": "nova"
                     *       },
                     *       "contact": {
                     *         "name": "Nova Media",
                     *         "email": "ads@nova.example",
                     *         "phone": "+49 30 1234567",
                     *         "note": "Told by phone, by Ms Kuhn"
                     *       },
                     *       "paused": false,
                     *       "paused_since": "2026-03-02T09:00:01.000Z",
                     *       "capabilities": {
                     *         "replay_window_seconds": 1,
                     *         "poll_tool": "nova",
                     *         "tools": [
                     *           "nova"
                     *         ]
                     *       },
                     *       "capabilities_at": "2026-03-02T09:00:01.000Z",
                     *       "approval_seconds": {
                     *         "p50": 1,
                     *         "p90": 1
                     *       },
                     *       "revision": 1,
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "updated_at": "2026-03-02T09:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Seller"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Sellers_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The seller has operations without an end */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Sellers_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SellerChanges"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "name": "Nova Media",
                     *       "agent_url": "https://sales.nova.example/mcp",
                     *       "dialect": "hitl-v1",
                     *       "auth": {
                     *         "scheme": "bearer",
                     *         "header": "nova",
                     *         "has_credential": false
                     *       },
                     *       "webhooks": {
                     *         "mode": "rfc9421",
                     *         "has_secret": false,
                     *         "previous_secret_until": "2026-03-02T09:00:01.000Z",
                     *         "jwks": {
                     *           "keys": [
                     *             {
                     *               "one": "nova"
                     *             }
                     *           ]
                     *         },
                     *         "jwks_uri": "nova",
                     *         "brand_json_url": "nova",
                     *         "revocation_uri": "nova",
                     *         "profile": "3.0"
                     *       },
                     *       "webhook_urls": {
                     *         "adcp": "nova",
                     *         "hitl_tasks": "nova"
                     *       },
                     *       "limits": {
                     *         "max_concurrency": 1,
                     *         "requests_per_second": 1,
                     *         "min_poll_seconds": 1
                     *       },
                     *       "deadlines": {
                     *         "one": "nova"
                     *       },
                     *       "contact": {
                     *         "name": "Nova Media",
                     *         "email": "ads@nova.example",
                     *         "phone": "+49 30 1234567",
                     *         "note": "Told by phone, by Ms Kuhn"
                     *       },
                     *       "paused": false,
                     *       "paused_since": "2026-03-02T09:00:01.000Z",
                     *       "capabilities": {
                     *         "replay_window_seconds": 1,
                     *         "poll_tool": "nova",
                     *         "tools": [
                     *           "nova"
                     *         ]
                     *       },
                     *       "capabilities_at": "2026-03-02T09:00:01.000Z",
                     *       "approval_seconds": {
                     *         "p50": 1,
                     *         "p90": 1
                     *       },
                     *       "revision": 1,
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "updated_at": "2026-03-02T09:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Seller"];
                };
            };
            /** @description The body is not usable JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Others keep changing the same thing */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Sellers_orphans: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The orphans, the longest known first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "reconciled_at": "2026-03-02T09:00:01.000Z",
                     *       "ours": [
                     *         {
                     *           "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "task_id": "task_123",
                     *           "status": "pending_approval",
                     *           "po_number": "PO-1",
                     *           "first_seen_at": "2026-03-02T09:00:01.000Z"
                     *         }
                     *       ],
                     *       "theirs": [
                     *         {
                     *           "task_id": "task_123",
                     *           "status": "pending_approval",
                     *           "operation": "nova",
                     *           "po_number": "PO-1",
                     *           "media_buy_id": null,
                     *           "created_at": "2026-03-02T09:00:00.000Z",
                     *           "first_seen_at": "2026-03-02T09:00:01.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SellerOrphans"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SellerHealth_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "seller_id": "acme",
                     *       "circuit": {
                     *         "state": "closed",
                     *         "opened_at": "2026-03-02T09:00:01.000Z",
                     *         "next_probe_at": "2026-03-02T09:00:01.000Z",
                     *         "consecutive_failures": 1
                     *       },
                     *       "last_success_at": "2026-03-02T09:00:01.000Z",
                     *       "last_failure_at": "2026-03-02T09:00:01.000Z",
                     *       "last_error": {
                     *         "code": "BUDGET_TOO_LOW",
                     *         "message": "Media buy requires publisher approval"
                     *       },
                     *       "error_rate": {
                     *         "window_seconds": 1,
                     *         "calls": 1,
                     *         "failures": 1,
                     *         "rate": 1,
                     *         "by_window": [
                     *           {
                     *             "starts_at": "2026-03-02T09:00:01.000Z",
                     *             "calls": 1,
                     *             "failures": 1
                     *           }
                     *         ]
                     *       },
                     *       "poll_lag_seconds": 1,
                     *       "problems": [
                     *         {
                     *           "code": "credential_refused",
                     *           "since": "2026-03-02T09:00:01.000Z",
                     *           "what_to_do": "Ask Nova Media for purchase order PO-1, then resolve or retry",
                     *           "operations": 1,
                     *           "money": [
                     *             {
                     *               "amount": 25000,
                     *               "currency": "USD"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "approval_times": {
                     *         "approvals": 1,
                     *         "p50": 1,
                     *         "p90": 1,
                     *         "buckets": [
                     *           {
                     *             "up_to_seconds": 1,
                     *             "approvals": 1
                     *           }
                     *         ]
                     *       },
                     *       "approval_seconds": {
                     *         "median": 1,
                     *         "p95": 1,
                     *         "samples": 1
                     *       },
                     *       "operations": {
                     *         "open": 1,
                     *         "pending": 1,
                     *         "doubtful": 1,
                     *         "attention": 1,
                     *         "by_status": {
                     *           "requested": 1
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SellerHealth"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Probe_probe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What works, what does not, and what to do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "seller_id": "acme",
                     *       "works": true,
                     *       "asked_at": "2026-03-02T09:00:00.000Z",
                     *       "duration_ms": 120,
                     *       "findings": [
                     *         {
                     *           "check": "address",
                     *           "result": "works",
                     *           "message": "https://agent.acme.example/mcp answers over MCP.",
                     *           "what_to_do": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SellerProbe"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many probes are under way already; The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Subscriptions_list: {
        parameters: {
            query?: {
                /** @description Items on a page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "channel": "webhook",
                     *           "url": "https://desk.example/adcp",
                     *           "to": "traders@desk.example",
                     *           "events": [
                     *             "operation.requested"
                     *           ],
                     *           "seller_id": "acme",
                     *           "user_id": "trader@desk",
                     *           "quiet_hours": {
                     *             "time_zone": "nova",
                     *             "from": "nova",
                     *             "to": "traders@desk.example"
                     *           },
                     *           "digest": {
                     *             "every": "hourly",
                     *             "at": "nova",
                     *             "time_zone": "nova",
                     *             "urgent": false
                     *           },
                     *           "description": "Our booking system",
                     *           "enabled": false,
                     *           "disabled_reason": "nova",
                     *           "previous_secret_until": "2026-03-02T09:00:01.000Z",
                     *           "created_at": "2026-03-02T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["SubscriptionPage"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Subscriptions_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSubscription"];
            };
        };
        responses: {
            /** @description Subscribed */
            201: {
                headers: {
                    /** @description The subscription */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "channel": "webhook",
                     *       "url": "https://desk.example/adcp",
                     *       "to": "traders@desk.example",
                     *       "events": [
                     *         "operation.requested"
                     *       ],
                     *       "seller_id": "acme",
                     *       "user_id": "trader@desk",
                     *       "quiet_hours": {
                     *         "time_zone": "nova",
                     *         "from": "nova",
                     *         "to": "traders@desk.example"
                     *       },
                     *       "digest": {
                     *         "every": "hourly",
                     *         "at": "nova",
                     *         "time_zone": "nova",
                     *         "urgent": false
                     *       },
                     *       "description": "Our booking system",
                     *       "enabled": false,
                     *       "disabled_reason": "nova",
                     *       "previous_secret_until": "2026-03-02T09:00:01.000Z",
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedSubscription"];
                };
            };
            /** @description The body is not usable JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The tenant has as many subscriptions as it may */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Subscriptions_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The subscription */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "channel": "webhook",
                     *       "url": "https://desk.example/adcp",
                     *       "to": "traders@desk.example",
                     *       "events": [
                     *         "operation.requested"
                     *       ],
                     *       "seller_id": "acme",
                     *       "user_id": "trader@desk",
                     *       "quiet_hours": {
                     *         "time_zone": "nova",
                     *         "from": "nova",
                     *         "to": "traders@desk.example"
                     *       },
                     *       "digest": {
                     *         "every": "hourly",
                     *         "at": "nova",
                     *         "time_zone": "nova",
                     *         "urgent": false
                     *       },
                     *       "description": "Our booking system",
                     *       "enabled": false,
                     *       "disabled_reason": "nova",
                     *       "previous_secret_until": "2026-03-02T09:00:01.000Z",
                     *       "created_at": "2026-03-02T09:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Subscriptions_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Subscriptions_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubscriptionChange"];
            };
        };
        responses: {
            /** @description The subscription */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "channel": "webhook",
                     *       "url": "https://desk.example/adcp",
                     *       "to": "traders@desk.example",
                     *       "events": [
                     *         "operation.requested"
                     *       ],
                     *       "seller_id": "acme",
                     *       "user_id": "trader@desk",
                     *       "quiet_hours": {
                     *         "time_zone": "nova",
                     *         "from": "nova",
                     *         "to": "traders@desk.example"
                     *       },
                     *       "digest": {
                     *         "every": "hourly",
                     *         "at": "nova",
                     *         "time_zone": "nova",
                     *         "urgent": false
                     *       },
                     *       "description": "Our booking system",
                     *       "enabled": false,
                     *       "disabled_reason": "nova",
                     *       "previous_secret_until": "2026-03-02T09:00:01.000Z",
                     *       "created_at": "2026-03-02T09:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            /** @description The body is not usable JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SubscriptionActions_rotate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "overlap_hours": 24
                 *     }
                 */
                "application/json": components["schemas"]["RotateSecret"];
            };
        };
        responses: {
            /** @description The subscription with its new secret */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "channel": "webhook",
                     *       "url": "https://desk.example/adcp",
                     *       "to": "traders@desk.example",
                     *       "events": [
                     *         "operation.requested"
                     *       ],
                     *       "seller_id": "acme",
                     *       "user_id": "trader@desk",
                     *       "quiet_hours": {
                     *         "time_zone": "nova",
                     *         "from": "nova",
                     *         "to": "traders@desk.example"
                     *       },
                     *       "digest": {
                     *         "every": "hourly",
                     *         "at": "nova",
                     *         "time_zone": "nova",
                     *         "urgent": false
                     *       },
                     *       "description": "Our booking system",
                     *       "enabled": false,
                     *       "disabled_reason": "nova",
                     *       "previous_secret_until": "2026-03-02T09:00:01.000Z",
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedSubscription"];
                };
            };
            /** @description The body is not usable JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The subscription has no signing secret */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SubscriptionActions_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What came back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "event_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "result": "delivered",
                     *       "http_status": 200,
                     *       "answer": "nova",
                     *       "error": null,
                     *       "duration_ms": 184
                     *     }
                     */
                    "application/json": components["schemas"]["SubscriptionTest"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many tests of subscriptions are under way already; The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SubscriptionActions_recover: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoverSubscription"];
            };
        };
        responses: {
            /** @description It is due now */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "owed": 1,
                     *       "next_since": "2026-03-02T09:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Recovery"];
                };
            };
            /** @description The body is not usable JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The subscription is disabled */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Deliveries_list: {
        parameters: {
            query?: {
                /** @description Its state */
                status?: "pending" | "gathered" | "delivered" | "dead";
                /** @description The operation's id */
                operation_id?: string;
                /** @description The subscription's id */
                subscription_id?: string;
                /** @description Those that go by this way */
                channel?: "webhook" | "email" | "slack";
                /** @description Those that tell of this */
                event_type?: "operation.requested" | "operation.pending_approval" | "operation.pending_permission" | "operation.pending_input" | "operation.working" | "operation.approved" | "operation.in_doubt" | "operation.timed_out" | "operation.created" | "operation.active" | "operation.completed" | "operation.failed" | "operation.rejected" | "operation.canceled" | "operation.conflict_recorded" | "operation.attention" | "operation.late_settlement" | "operation.overdue" | "operation.deadline_near" | "media_buy.creative_deadline_near" | "seller.circuit_opened" | "seller.circuit_closed" | "seller.credential_refused" | "subscription.digest";
                /** @description Those that this delivery of a digest carries */
                digest_id?: string;
                /** @description Items on a page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "status": "pending",
                     *           "event_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "event_type": "operation.requested",
                     *           "sequence": 1,
                     *           "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "digest_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "subscription_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "attempt_count": 1,
                     *           "next_attempt_at": "2026-03-02T09:00:01.000Z",
                     *           "last_error": "nova",
                     *           "created_at": "2026-03-02T09:00:00.000Z",
                     *           "delivered_at": "2026-03-02T09:00:01.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Deliveries_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "status": "pending",
                     *       "event_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "event_type": "operation.requested",
                     *       "sequence": 1,
                     *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "digest_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "subscription_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "attempt_count": 1,
                     *       "next_attempt_at": "2026-03-02T09:00:01.000Z",
                     *       "last_error": "nova",
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "delivered_at": "2026-03-02T09:00:01.000Z",
                     *       "payload": {
                     *         "one": null
                     *       },
                     *       "attempts": [
                     *         {
                     *           "attempt": 1,
                     *           "at": "2026-03-02T09:00:01.000Z",
                     *           "http_status": 200,
                     *           "duration_ms": 184,
                     *           "error": null,
                     *           "answer": "nova"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DeliveryHistory"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Deliveries_redeliver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is due now */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "status": "pending",
                     *       "event_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "event_type": "operation.requested",
                     *       "sequence": 1,
                     *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "digest_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "subscription_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "attempt_count": 1,
                     *       "next_attempt_at": "2026-03-02T09:00:01.000Z",
                     *       "last_error": "nova",
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "delivered_at": "2026-03-02T09:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The subscription of this delivery was deleted; The subscription is disabled */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Events_ofTenant: {
        parameters: {
            query?: {
                /** @description Items on a page */
                limit?: number;
                /** @description `next_cursor` or `position` of a page, or the id of an event of a stream; absent: the oldest events */
                cursor?: string;
            };
            header?: {
                /** @description The id of the last event that was read; for streams alone */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, or a stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                     *           "type": "operation.pending_approval",
                     *           "sequence": 1,
                     *           "occurred_at": "2026-03-02T09:00:01.000Z",
                     *           "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "operation_type": "create_media_buy",
                     *           "user_id": "trader@desk",
                     *           "message": "Your media buy requires publisher approval",
                     *           "estimated_time": "usually 60 min, at most 4 h in nine of ten cases",
                     *           "media_buy_id": null,
                     *           "late": false,
                     *           "created_at": "2026-03-02T09:00:00.000Z",
                     *           "operation": {
                     *             "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *             "type": "create_media_buy",
                     *             "status": "pending_approval",
                     *             "status_since": "2026-03-02T09:00:01.000Z",
                     *             "seller_id": "acme",
                     *             "seller_status": "pending_manual",
                     *             "seller_task_status": "assigned",
                     *             "waiting_reason": null,
                     *             "summary": {
                     *               "total_budget": {
                     *                 "amount": 25000,
                     *                 "currency": "USD"
                     *               },
                     *               "start": "2026-04-01",
                     *               "end": "2026-04-30",
                     *               "packages": 2,
                     *               "brand": "acme.example"
                     *             },
                     *             "waiting_for": "seller",
                     *             "overdue": false,
                     *             "overdue_at": "2026-03-02T13:00:01.000Z",
                     *             "attention": null,
                     *             "message": "Media buy requires publisher approval",
                     *             "task_id": "task_123",
                     *             "context_id": null,
                     *             "po_number": "PO-1",
                     *             "user_id": "trader@desk",
                     *             "media_buy_id": null,
                     *             "creative_deadline": null,
                     *             "result": null,
                     *             "result_omitted": false,
                     *             "error": null,
                     *             "estimated_completion": {
                     *               "p50": "2026-03-02T10:00:01.000Z",
                     *               "p90": "2026-03-02T13:00:01.000Z",
                     *               "source": "history"
                     *             },
                     *             "allowed_actions": [
                     *               "poll",
                     *               "resolve"
                     *             ],
                     *             "attempt": 1,
                     *             "retry_of": null,
                     *             "cancel_requested_at": null,
                     *             "late": false,
                     *             "conflicts": 0,
                     *             "next_poll_at": "2026-03-02T09:02:00.000Z",
                     *             "deadline_at": "2026-03-03T09:00:00.000Z",
                     *             "created_at": "2026-03-02T09:00:00.000Z",
                     *             "updated_at": "2026-03-02T09:00:01.000Z",
                     *             "settled_at": null,
                     *             "version": 4
                     *           }
                     *         }
                     *       ],
                     *       "next_cursor": null,
                     *       "position": "1772442000-48211-01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55"
                     *     }
                     */
                    "application/json": components["schemas"]["EventPage"];
                    /**
                     * @example retry: 1000
                     *     id: 1772442000-48190-00000000-0000-0000-0000-000000000000
                     *     event: position
                     *     data: {"position":"1772442000-48190-00000000-0000-0000-0000-000000000000"}
                     *
                     *     id: 1772442000-48211-01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55
                     *     event: operation.pending_approval
                     *     data: {"id":"01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55","type":"operation.pending_approval","sequence":1,"occurred_at":"2026-03-02T09:00:01.000Z","operation_id":"01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11","operation_type":"create_media_buy","user_id":"trader@desk","message":"Your media buy requires publisher approval","estimated_time":"usually 60 min, at most 4 h in nine of ten cases","media_buy_id":null,"late":false,"created_at":"2026-03-02T09:00:00.000Z","operation":{"id":"01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11","type":"create_media_buy","status":"pending_approval","status_since":"2026-03-02T09:00:01.000Z","seller_id":"acme","seller_status":"pending_manual","seller_task_status":"assigned","waiting_reason":null,"summary":{"total_budget":{"amount":25000,"currency":"USD"},"start":"2026-04-01","end":"2026-04-30","packages":2,"brand":"acme.example"},"waiting_for":"seller","overdue":false,"overdue_at":"2026-03-02T13:00:01.000Z","attention":null,"message":"Media buy requires publisher approval","task_id":"task_123","context_id":null,"po_number":"PO-1","user_id":"trader@desk","media_buy_id":null,"creative_deadline":null,"result":null,"result_omitted":false,"error":null,"estimated_completion":{"p50":"2026-03-02T10:00:01.000Z","p90":"2026-03-02T13:00:01.000Z","source":"history"},"allowed_actions":["poll","resolve"],"attempt":1,"retry_of":null,"cancel_requested_at":null,"late":false,"conflicts":0,"next_poll_at":"2026-03-02T09:02:00.000Z","deadline_at":"2026-03-03T09:00:00.000Z","created_at":"2026-03-02T09:00:00.000Z","updated_at":"2026-03-02T09:00:01.000Z","settled_at":null,"version":4}}
                     *
                     *     : heartbeat
                     */
                    "text/event-stream": string;
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Events behind this place are deleted */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many streams are open already; The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Events_ofOperation: {
        parameters: {
            query?: {
                /** @description Items on a page */
                limit?: number;
                /** @description `next_cursor` or `position` of a page, or the id of an event of a stream; absent: the oldest events */
                cursor?: string;
            };
            header?: {
                /** @description The id of the last event that was read; for streams alone */
                "Last-Event-ID"?: string;
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, or a stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                     *           "type": "operation.pending_approval",
                     *           "sequence": 1,
                     *           "occurred_at": "2026-03-02T09:00:01.000Z",
                     *           "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "operation_type": "create_media_buy",
                     *           "user_id": "trader@desk",
                     *           "message": "Your media buy requires publisher approval",
                     *           "estimated_time": "usually 60 min, at most 4 h in nine of ten cases",
                     *           "media_buy_id": null,
                     *           "late": false,
                     *           "created_at": "2026-03-02T09:00:00.000Z",
                     *           "operation": {
                     *             "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *             "type": "create_media_buy",
                     *             "status": "pending_approval",
                     *             "status_since": "2026-03-02T09:00:01.000Z",
                     *             "seller_id": "acme",
                     *             "seller_status": "pending_manual",
                     *             "seller_task_status": "assigned",
                     *             "waiting_reason": null,
                     *             "summary": {
                     *               "total_budget": {
                     *                 "amount": 25000,
                     *                 "currency": "USD"
                     *               },
                     *               "start": "2026-04-01",
                     *               "end": "2026-04-30",
                     *               "packages": 2,
                     *               "brand": "acme.example"
                     *             },
                     *             "waiting_for": "seller",
                     *             "overdue": false,
                     *             "overdue_at": "2026-03-02T13:00:01.000Z",
                     *             "attention": null,
                     *             "message": "Media buy requires publisher approval",
                     *             "task_id": "task_123",
                     *             "context_id": null,
                     *             "po_number": "PO-1",
                     *             "user_id": "trader@desk",
                     *             "media_buy_id": null,
                     *             "creative_deadline": null,
                     *             "result": null,
                     *             "result_omitted": false,
                     *             "error": null,
                     *             "estimated_completion": {
                     *               "p50": "2026-03-02T10:00:01.000Z",
                     *               "p90": "2026-03-02T13:00:01.000Z",
                     *               "source": "history"
                     *             },
                     *             "allowed_actions": [
                     *               "poll",
                     *               "resolve"
                     *             ],
                     *             "attempt": 1,
                     *             "retry_of": null,
                     *             "cancel_requested_at": null,
                     *             "late": false,
                     *             "conflicts": 0,
                     *             "next_poll_at": "2026-03-02T09:02:00.000Z",
                     *             "deadline_at": "2026-03-03T09:00:00.000Z",
                     *             "created_at": "2026-03-02T09:00:00.000Z",
                     *             "updated_at": "2026-03-02T09:00:01.000Z",
                     *             "settled_at": null,
                     *             "version": 4
                     *           }
                     *         }
                     *       ],
                     *       "next_cursor": null,
                     *       "position": "1772442000-48211-01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55"
                     *     }
                     */
                    "application/json": components["schemas"]["EventPage"];
                    /**
                     * @example retry: 1000
                     *     id: 1772442000-48190-00000000-0000-0000-0000-000000000000
                     *     event: position
                     *     data: {"position":"1772442000-48190-00000000-0000-0000-0000-000000000000"}
                     *
                     *     id: 1772442000-48211-01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55
                     *     event: operation.pending_approval
                     *     data: {"id":"01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55","type":"operation.pending_approval","sequence":1,"occurred_at":"2026-03-02T09:00:01.000Z","operation_id":"01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11","operation_type":"create_media_buy","user_id":"trader@desk","message":"Your media buy requires publisher approval","estimated_time":"usually 60 min, at most 4 h in nine of ten cases","media_buy_id":null,"late":false,"created_at":"2026-03-02T09:00:00.000Z","operation":{"id":"01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11","type":"create_media_buy","status":"pending_approval","status_since":"2026-03-02T09:00:01.000Z","seller_id":"acme","seller_status":"pending_manual","seller_task_status":"assigned","waiting_reason":null,"summary":{"total_budget":{"amount":25000,"currency":"USD"},"start":"2026-04-01","end":"2026-04-30","packages":2,"brand":"acme.example"},"waiting_for":"seller","overdue":false,"overdue_at":"2026-03-02T13:00:01.000Z","attention":null,"message":"Media buy requires publisher approval","task_id":"task_123","context_id":null,"po_number":"PO-1","user_id":"trader@desk","media_buy_id":null,"creative_deadline":null,"result":null,"result_omitted":false,"error":null,"estimated_completion":{"p50":"2026-03-02T10:00:01.000Z","p90":"2026-03-02T13:00:01.000Z","source":"history"},"allowed_actions":["poll","resolve"],"attempt":1,"retry_of":null,"cancel_requested_at":null,"late":false,"conflicts":0,"next_poll_at":"2026-03-02T09:02:00.000Z","deadline_at":"2026-03-03T09:00:00.000Z","created_at":"2026-03-02T09:00:00.000Z","updated_at":"2026-03-02T09:00:01.000Z","settled_at":null,"version":4}}
                     *
                     *     : heartbeat
                     */
                    "text/event-stream": string;
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Events behind this place are deleted */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many streams are open already; The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MediaBuys_list: {
        parameters: {
            query?: {
                /** @description The seller's id */
                seller_id?: string;
                /** @description Its state */
                status?: "pending" | "active" | "paused" | "completed" | "canceled";
                /** @description Items on a page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "media_buy_id": "mb_1",
                     *           "seller_id": "acme",
                     *           "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "status": "active",
                     *           "seller_status": "active",
                     *           "creative_deadline": "2026-03-10T17:00:00Z",
                     *           "asked_at": "2026-03-12T09:00:00.000Z",
                     *           "created_at": "2026-03-02T10:00:00.000Z",
                     *           "updated_at": "2026-03-12T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["MediaBuyPage"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MediaBuys_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The seller that runs it */
                seller_id: string;
                /** @description The seller's id of the buy */
                media_buy_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The media buy */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "media_buy_id": "mb_1",
                     *       "seller_id": "acme",
                     *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "status": "active",
                     *       "seller_status": "active",
                     *       "creative_deadline": "2026-03-10T17:00:00Z",
                     *       "asked_at": "2026-03-12T09:00:00.000Z",
                     *       "created_at": "2026-03-02T10:00:00.000Z",
                     *       "updated_at": "2026-03-12T09:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["MediaBuy"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Stats_read: {
        parameters: {
            query?: {
                /** @description The first day, in UTC; without it, 30 days before `to` */
                from?: string;
                /** @description The day after the last, in UTC; without it, tomorrow */
                to?: string;
                /** @description Of this seller alone */
                seller_id?: string;
                /** @description Of this type alone */
                type?: "create_media_buy" | "update_media_buy" | "add_creative_assets" | "sync_creatives";
                /** @description Adds the same figures for each of them */
                group_by?: "seller" | "type" | "day";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-03-01",
                     *       "to": "2026-04-01",
                     *       "pending_by_type": {
                     *         "create_media_buy": 41
                     *       },
                     *       "ended": 1280,
                     *       "average_approval_seconds": 5400,
                     *       "approval_p50_seconds": 3600,
                     *       "approval_p90_seconds": 12000,
                     *       "rejection_rate": 0.04,
                     *       "timeout_rate": 0.01,
                     *       "api_error_rate": 0.02,
                     *       "groups": null
                     *     }
                     */
                    "application/json": components["schemas"]["Stats"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiKeys_list: {
        parameters: {
            query?: {
                /** @description Items on a page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "name": "Nova Media",
                     *           "role": "trader",
                     *           "platform_admin": false,
                     *           "created_by": "nova",
                     *           "created_at": "2026-03-02T09:00:00.000Z",
                     *           "expires_at": "2026-03-02T09:00:01.000Z",
                     *           "last_used_at": "2026-03-02T09:00:01.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiKeys_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "name": "Nova Media",
                     *       "role": "trader",
                     *       "platform_admin": false,
                     *       "created_by": "nova",
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "expires_at": "2026-03-02T09:00:01.000Z",
                     *       "last_used_at": "2026-03-02T09:00:01.000Z",
                     *       "key": "ado_01936a1c7a527cc48d116d0a5b3f0c11_Zk3vXq0l9mR2sT5uW8yB1dF4hJ7nP0aC"
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            /** @description The body is not usable JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The tenant has as many API keys as it may */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiKeys_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is the last admin key of the tenant */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Me_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tenant, and the key or the person */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tenant": {
                     *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *         "name": "Nova Media"
                     *       },
                     *       "key": {
                     *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *         "name": "Nova Media",
                     *         "role": "trader"
                     *       },
                     *       "user": {
                     *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *         "name": "Nova Media",
                     *         "role": "trader"
                     *       },
                     *       "limits": {
                     *         "requests_per_second": 1,
                     *         "requests_per_second_per_key": 1,
                     *         "max_open_operations": 1,
                     *         "max_sellers": 1,
                     *         "max_subscriptions": 1,
                     *         "max_event_streams": 1
                     *       },
                     *       "platform_admin": false,
                     *       "queue_board": "nova",
                     *       "session": {
                     *         "expires_at": "2026-03-02T09:00:01.000Z",
                     *         "csrf_token": "nova"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Session_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session, if there is one */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "signed_in": {
                     *         "tenant": {
                     *           "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "name": "Nova Media"
                     *         },
                     *         "key": {
                     *           "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "name": "Nova Media",
                     *           "role": "trader"
                     *         },
                     *         "user": {
                     *           "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "name": "Nova Media",
                     *           "role": "trader"
                     *         },
                     *         "limits": {
                     *           "requests_per_second": 1,
                     *           "requests_per_second_per_key": 1,
                     *           "max_open_operations": 1,
                     *           "max_sellers": 1,
                     *           "max_subscriptions": 1,
                     *           "max_event_streams": 1
                     *         },
                     *         "platform_admin": false,
                     *         "queue_board": "nova",
                     *         "session": {
                     *           "expires_at": "2026-03-02T09:00:01.000Z",
                     *           "csrf_token": "nova"
                     *         }
                     *       },
                     *       "oidc_start": "nova"
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Session_open: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Signed in; the same as `GET /v1/me` */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tenant": {
                     *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *         "name": "Nova Media"
                     *       },
                     *       "key": {
                     *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *         "name": "Nova Media",
                     *         "role": "trader"
                     *       },
                     *       "user": {
                     *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *         "name": "Nova Media",
                     *         "role": "trader"
                     *       },
                     *       "limits": {
                     *         "requests_per_second": 1,
                     *         "requests_per_second_per_key": 1,
                     *         "max_open_operations": 1,
                     *         "max_sellers": 1,
                     *         "max_subscriptions": 1,
                     *         "max_event_streams": 1
                     *       },
                     *       "platform_admin": false,
                     *       "queue_board": "nova",
                     *       "session": {
                     *         "expires_at": "2026-03-02T09:00:01.000Z",
                     *         "csrf_token": "nova"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description The body is not usable JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Session_end: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SignInLinks_make: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "token": "nova",
                     *       "path": "nova",
                     *       "expires_at": "2026-03-02T09:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SignInLink"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SignInLinks_use: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInByLink"];
            };
        };
        responses: {
            /** @description Signed in; the same as `GET /v1/me` */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tenant": {
                     *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *         "name": "Nova Media"
                     *       },
                     *       "key": {
                     *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *         "name": "Nova Media",
                     *         "role": "trader"
                     *       },
                     *       "user": {
                     *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *         "name": "Nova Media",
                     *         "role": "trader"
                     *       },
                     *       "limits": {
                     *         "requests_per_second": 1,
                     *         "requests_per_second_per_key": 1,
                     *         "max_open_operations": 1,
                     *         "max_sellers": 1,
                     *         "max_subscriptions": 1,
                     *         "max_event_streams": 1
                     *       },
                     *       "platform_admin": false,
                     *       "queue_board": "nova",
                     *       "session": {
                     *         "expires_at": "2026-03-02T09:00:01.000Z",
                     *         "csrf_token": "nova"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description The body is not usable JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The sign-in link works no more */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Oidc_start: {
        parameters: {
            query?: {
                /** @description Where to go afterwards */
                return_to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page that leads to the provider */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example nova */
                    "text/html": string;
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Oidc_callback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed in; the page leads on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example nova */
                    "text/html": string;
                };
            };
            /** @description The sign-in could not be completed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The person may not sign in here */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Tenants_list: {
        parameters: {
            query?: {
                /** @description Items on a page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "name": "Nova Media",
                     *           "limits": {
                     *             "requests_per_second": 1,
                     *             "requests_per_second_per_key": 1,
                     *             "max_open_operations": 1,
                     *             "max_sellers": 1,
                     *             "max_subscriptions": 1,
                     *             "max_event_streams": 1
                     *           },
                     *           "deadlines": {
                     *             "create_media_buy": "nova"
                     *           },
                     *           "retention": {
                     *             "operations_days": 1,
                     *             "events_days": 1,
                     *             "deliveries_days": 1,
                     *             "export_first": false
                     *           },
                     *           "paused": false,
                     *           "paused_since": "2026-03-02T09:00:01.000Z",
                     *           "created_at": "2026-03-02T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["TenantPage"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Tenants_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTenant"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "name": "Nova Media",
                     *       "limits": {
                     *         "requests_per_second": 1,
                     *         "requests_per_second_per_key": 1,
                     *         "max_open_operations": 1,
                     *         "max_sellers": 1,
                     *         "max_subscriptions": 1,
                     *         "max_event_streams": 1
                     *       },
                     *       "deadlines": {
                     *         "create_media_buy": "nova"
                     *       },
                     *       "retention": {
                     *         "operations_days": 1,
                     *         "events_days": 1,
                     *         "deliveries_days": 1,
                     *         "export_first": false
                     *       },
                     *       "paused": false,
                     *       "paused_since": "2026-03-02T09:00:01.000Z",
                     *       "created_at": "2026-03-02T09:00:00.000Z",
                     *       "key": "ado_01936a1c7a527cc48d116d0a5b3f0c11_Zk3vXq0l9mR2sT5uW8yB1dF4hJ7nP0aC"
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedTenant"];
                };
            };
            /** @description The body is not usable JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name belongs to another tenant */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Tenants_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantChanges"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *       "name": "Nova Media",
                     *       "limits": {
                     *         "requests_per_second": 1,
                     *         "requests_per_second_per_key": 1,
                     *         "max_open_operations": 1,
                     *         "max_sellers": 1,
                     *         "max_subscriptions": 1,
                     *         "max_event_streams": 1
                     *       },
                     *       "deadlines": {
                     *         "create_media_buy": "nova"
                     *       },
                     *       "retention": {
                     *         "operations_days": 1,
                     *         "events_days": 1,
                     *         "deliveries_days": 1,
                     *         "export_first": false
                     *       },
                     *       "paused": false,
                     *       "paused_since": "2026-03-02T09:00:01.000Z",
                     *       "created_at": "2026-03-02T09:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description The body is not usable JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name belongs to another tenant */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Audit_list: {
        parameters: {
            query?: {
                /** @description What was done */
                kind?: "api_key.created" | "api_key.deleted" | "bulk.created" | "bulk.stopped" | "delivery.redelivered" | "export.confirmed" | "export.read" | "seller.changed" | "seller.created" | "seller.deleted" | "session.ended" | "session.started" | "subscription.changed" | "subscription.created" | "subscription.deleted" | "subscription.recovered" | "subscription.secret_rotated" | "subscription.tested" | "tenant.changed" | "tenant.created" | "operation.cancel_requested" | "operation.poll_requested" | "operation.retry_requested" | "operation.resolved" | "operation.acknowledged" | "operation.attention_noted" | "operation.repeated" | "operation.acted" | "retention.deleted";
                /** @description The name of the key or the person */
                actor?: string;
                /** @description The id of what was changed */
                target?: string;
                /** @description Lines of this instant and later */
                after?: string;
                /** @description Lines before this instant */
                before?: string;
                /** @description Items on a page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "at": "2026-03-02T09:00:01.000Z",
                     *           "actor": {
                     *             "kind": "api_key",
                     *             "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *             "name": "Nova Media"
                     *           },
                     *           "kind": "api_key.created",
                     *           "target": "nova",
                     *           "detail": {
                     *             "one": null
                     *           }
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Retention_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The periods, and what was deleted last */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "operations_days": 400,
                     *       "events_days": 400,
                     *       "deliveries_days": 30,
                     *       "export_first": false,
                     *       "deletion_begins_at": null,
                     *       "export": {
                     *         "cursor": null,
                     *         "settled_at": null,
                     *         "confirmed_at": null
                     *       },
                     *       "last_pass": {
                     *         "day": "2026-03-02",
                     *         "ended_at": "2026-03-02T00:01:07.000Z",
                     *         "deleted": {
                     *           "operations": 1204,
                     *           "events": 3655,
                     *           "deliveries": 3377
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Retention"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Exports_read: {
        parameters: {
            query?: {
                /** @description `cursor` of the last line that was kept; absent: from the beginning */
                cursor?: string;
                /** @description Operations of one answer */
                limit?: number;
                /** @description Only those that ended before this time; absent, and at the latest: a quarter of an hour ago */
                settled_before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lines */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "cursor": "nova",
                     *       "operation": {
                     *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *         "type": "create_media_buy",
                     *         "status": "pending_approval",
                     *         "seller_id": "acme",
                     *         "seller_status": "pending_manual",
                     *         "seller_task_status": "assigned",
                     *         "waiting_reason": null,
                     *         "status_since": "2026-03-02T09:00:01.000Z",
                     *         "summary": {
                     *           "total_budget": {
                     *             "amount": 25000,
                     *             "currency": "USD"
                     *           },
                     *           "start": "nova",
                     *           "end": "nova",
                     *           "packages": 1,
                     *           "brand": "nova.example"
                     *         },
                     *         "waiting_for": "seller",
                     *         "overdue": false,
                     *         "overdue_at": "2026-03-02T13:00:01.000Z",
                     *         "attention": null,
                     *         "message": "Media buy requires publisher approval",
                     *         "task_id": "task_123",
                     *         "context_id": null,
                     *         "po_number": "PO-1",
                     *         "user_id": "trader@desk",
                     *         "media_buy_id": null,
                     *         "creative_deadline": null,
                     *         "result": null,
                     *         "result_omitted": false,
                     *         "error": null,
                     *         "estimated_completion": {
                     *           "p50": "2026-03-02T09:00:01.000Z",
                     *           "p90": "2026-03-02T09:00:01.000Z",
                     *           "source": "history"
                     *         },
                     *         "allowed_actions": [
                     *           "poll",
                     *           "resolve"
                     *         ],
                     *         "attempt": 1,
                     *         "retry_of": null,
                     *         "cancel_requested_at": null,
                     *         "late": false,
                     *         "conflicts": 0,
                     *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                     *         "deadline_at": "2026-03-03T09:00:00.000Z",
                     *         "created_at": "2026-03-02T09:00:00.000Z",
                     *         "updated_at": "2026-03-02T09:00:01.000Z",
                     *         "settled_at": null,
                     *         "version": 4,
                     *         "repeated_by": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *         "request": {
                     *           "one": null
                     *         }
                     *       },
                     *       "timeline": [
                     *         {
                     *           "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "at": "2026-03-02T09:00:01.000Z",
                     *           "kind": "nova",
                     *           "source": "nova",
                     *           "from_status": "requested",
                     *           "to_status": "requested",
                     *           "actor": "nova",
                     *           "reason": "The publisher has no inventory left",
                     *           "seller_status": "pending_manual",
                     *           "seller_task_status": "assigned",
                     *           "task_id": "task_123",
                     *           "message": "Media buy requires publisher approval",
                     *           "http_status": 200,
                     *           "duration_ms": 184,
                     *           "attempt": 1,
                     *           "media_buy_id": null,
                     *           "error": null,
                     *           "version": 4
                     *         }
                     *       ],
                     *       "deliveries": [
                     *         {
                     *           "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "status": "pending",
                     *           "event_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "event_type": "operation.requested",
                     *           "sequence": 1,
                     *           "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "digest_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "subscription_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                     *           "attempt_count": 1,
                     *           "next_attempt_at": "2026-03-02T09:00:01.000Z",
                     *           "last_error": "nova",
                     *           "created_at": "2026-03-02T09:00:00.000Z",
                     *           "delivered_at": "2026-03-02T09:00:01.000Z",
                     *           "attempts": [
                     *             {
                     *               "attempt": 1,
                     *               "at": "nova",
                     *               "http_status": 200,
                     *               "duration_ms": 184,
                     *               "error": null
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/x-ndjson": components["schemas"]["ExportLine"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many reads of the tenant are under way already; The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Exports_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "cursor": "nova"
                 *     }
                 */
                "application/json": components["schemas"]["ExportConfirmation"];
            };
        };
        responses: {
            /** @description Up to where exports are confirmed now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "cursor": "nova",
                     *       "settled_at": null,
                     *       "confirmed_at": "2026-03-02T09:00:01.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ExportPosition"];
                };
            };
            /** @description The body is not usable JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A valid API key is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The API key may not do this; A change by a session needs its CSRF token */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key or the tenant makes too many requests; Too many unknown keys came from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Webhooks_adcp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The part of a seller's webhook address that names the seller */
                route_token: string;
            };
            cookie?: never;
        };
        /** @description What the seller's dialect sends */
        requestBody: {
            content: {
                /** @example null */
                "application/json": unknown;
            };
        };
        responses: {
            /** @description Committed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "received"
                     *     }
                     */
                    "application/json": components["schemas"]["Received"];
                };
            };
            /** @description Kept until its task is known */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "received"
                     *     }
                     */
                    "application/json": components["schemas"]["Received"];
                };
            };
            /** @description Malformed, or duplicate object keys */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It does not prove its sender */
            401: {
                headers: {
                    /** @description Signature error="..." */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The delivery key came before with another payload, or the outcome contradicts the settled one */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The envelope lacks or misuses a field; `errors` names each. Nothing was kept: correct it, send it again */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The sender sends more than is taken */
            429: {
                headers: {
                    /** @description Seconds after which to go on */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be verified or worked on right now: send it again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Webhooks_hitlTasks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The part of a seller's webhook address that names the seller */
                route_token: string;
            };
            cookie?: never;
        };
        /** @description What the seller's dialect sends */
        requestBody: {
            content: {
                /** @example null */
                "application/json": unknown;
            };
        };
        responses: {
            /** @description Committed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "received"
                     *     }
                     */
                    "application/json": components["schemas"]["Received"];
                };
            };
            /** @description Kept until its task is known */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "received"
                     *     }
                     */
                    "application/json": components["schemas"]["Received"];
                };
            };
            /** @description Malformed, or duplicate object keys */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It does not prove its sender */
            401: {
                headers: {
                    /** @description Signature error="..." */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such resource */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The delivery key came before with another payload, or the outcome contradicts the settled one */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The envelope lacks or misuses a field; `errors` names each. Nothing was kept: correct it, send it again */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The sender sends more than is taken */
            429: {
                headers: {
                    /** @description Seconds after which to go on */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be verified or worked on right now: send it again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    Webhooks_bareHitlTasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What the seller's dialect sends */
        requestBody: {
            content: {
                /** @example null */
                "application/json": unknown;
            };
        };
        responses: {
            /** @description Committed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "received"
                     *     }
                     */
                    "application/json": components["schemas"]["Received"];
                };
            };
            /** @description Kept until its task is known */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "received"
                     *     }
                     */
                    "application/json": components["schemas"]["Received"];
                };
            };
            /** @description Malformed, or duplicate object keys */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It does not prove its sender */
            401: {
                headers: {
                    /** @description Signature error="..." */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The delivery key came before with another payload, or the outcome contradicts the settled one */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not of a supported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The envelope lacks or misuses a field; `errors` names each. Nothing was kept: correct it, send it again */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The sender sends more than is taken */
            429: {
                headers: {
                    /** @description Seconds after which to go on */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The header fields are too large */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot be verified or worked on right now: send it again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    event_operation_requested: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                 *       "type": "operation.requested",
                 *       "sequence": 0,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *       "operation_type": "create_media_buy",
                 *       "user_id": "trader@desk",
                 *       "message": "It was handed over, and nothing was sent yet. Its id is the id of the operation.",
                 *       "estimated_time": null,
                 *       "media_buy_id": null,
                 *       "late": false,
                 *       "created_at": "2026-03-02T09:00:00.000Z",
                 *       "operation": {
                 *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *         "type": "create_media_buy",
                 *         "status": "pending_approval",
                 *         "status_since": "2026-03-02T09:00:01.000Z",
                 *         "seller_id": "acme",
                 *         "seller_status": "pending_manual",
                 *         "seller_task_status": "assigned",
                 *         "waiting_reason": null,
                 *         "summary": {
                 *           "total_budget": {
                 *             "amount": 25000,
                 *             "currency": "USD"
                 *           },
                 *           "start": "2026-04-01",
                 *           "end": "2026-04-30",
                 *           "packages": 2,
                 *           "brand": "acme.example"
                 *         },
                 *         "waiting_for": "seller",
                 *         "overdue": false,
                 *         "overdue_at": "2026-03-02T13:00:01.000Z",
                 *         "attention": null,
                 *         "message": "Media buy requires publisher approval",
                 *         "task_id": "task_123",
                 *         "context_id": null,
                 *         "po_number": "PO-1",
                 *         "user_id": "trader@desk",
                 *         "media_buy_id": null,
                 *         "creative_deadline": null,
                 *         "result": null,
                 *         "result_omitted": false,
                 *         "error": null,
                 *         "estimated_completion": {
                 *           "p50": "2026-03-02T10:00:01.000Z",
                 *           "p90": "2026-03-02T13:00:01.000Z",
                 *           "source": "history"
                 *         },
                 *         "allowed_actions": [
                 *           "poll",
                 *           "resolve"
                 *         ],
                 *         "attempt": 1,
                 *         "retry_of": null,
                 *         "cancel_requested_at": null,
                 *         "late": false,
                 *         "conflicts": 0,
                 *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                 *         "deadline_at": "2026-03-03T09:00:00.000Z",
                 *         "created_at": "2026-03-02T09:00:00.000Z",
                 *         "updated_at": "2026-03-02T09:00:01.000Z",
                 *         "settled_at": null,
                 *         "version": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OperationEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_operation_pending_approval: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                 *       "type": "operation.pending_approval",
                 *       "sequence": 1,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *       "operation_type": "create_media_buy",
                 *       "user_id": "trader@desk",
                 *       "message": "Your media buy requires publisher approval",
                 *       "estimated_time": "usually 60 min, at most 4 h in nine of ten cases",
                 *       "media_buy_id": null,
                 *       "late": false,
                 *       "created_at": "2026-03-02T09:00:00.000Z",
                 *       "operation": {
                 *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *         "type": "create_media_buy",
                 *         "status": "pending_approval",
                 *         "status_since": "2026-03-02T09:00:01.000Z",
                 *         "seller_id": "acme",
                 *         "seller_status": "pending_manual",
                 *         "seller_task_status": "assigned",
                 *         "waiting_reason": null,
                 *         "summary": {
                 *           "total_budget": {
                 *             "amount": 25000,
                 *             "currency": "USD"
                 *           },
                 *           "start": "2026-04-01",
                 *           "end": "2026-04-30",
                 *           "packages": 2,
                 *           "brand": "acme.example"
                 *         },
                 *         "waiting_for": "seller",
                 *         "overdue": false,
                 *         "overdue_at": "2026-03-02T13:00:01.000Z",
                 *         "attention": null,
                 *         "message": "Media buy requires publisher approval",
                 *         "task_id": "task_123",
                 *         "context_id": null,
                 *         "po_number": "PO-1",
                 *         "user_id": "trader@desk",
                 *         "media_buy_id": null,
                 *         "creative_deadline": null,
                 *         "result": null,
                 *         "result_omitted": false,
                 *         "error": null,
                 *         "estimated_completion": {
                 *           "p50": "2026-03-02T10:00:01.000Z",
                 *           "p90": "2026-03-02T13:00:01.000Z",
                 *           "source": "history"
                 *         },
                 *         "allowed_actions": [
                 *           "poll",
                 *           "resolve"
                 *         ],
                 *         "attempt": 1,
                 *         "retry_of": null,
                 *         "cancel_requested_at": null,
                 *         "late": false,
                 *         "conflicts": 0,
                 *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                 *         "deadline_at": "2026-03-03T09:00:00.000Z",
                 *         "created_at": "2026-03-02T09:00:00.000Z",
                 *         "updated_at": "2026-03-02T09:00:01.000Z",
                 *         "settled_at": null,
                 *         "version": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OperationEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_operation_pending_permission: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                 *       "type": "operation.pending_permission",
                 *       "sequence": 2,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *       "operation_type": "create_media_buy",
                 *       "user_id": "trader@desk",
                 *       "message": "A permission is missing, or the publisher refused our call.",
                 *       "estimated_time": null,
                 *       "media_buy_id": null,
                 *       "late": false,
                 *       "created_at": "2026-03-02T09:00:00.000Z",
                 *       "operation": {
                 *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *         "type": "create_media_buy",
                 *         "status": "pending_approval",
                 *         "status_since": "2026-03-02T09:00:01.000Z",
                 *         "seller_id": "acme",
                 *         "seller_status": "pending_manual",
                 *         "seller_task_status": "assigned",
                 *         "waiting_reason": null,
                 *         "summary": {
                 *           "total_budget": {
                 *             "amount": 25000,
                 *             "currency": "USD"
                 *           },
                 *           "start": "2026-04-01",
                 *           "end": "2026-04-30",
                 *           "packages": 2,
                 *           "brand": "acme.example"
                 *         },
                 *         "waiting_for": "seller",
                 *         "overdue": false,
                 *         "overdue_at": "2026-03-02T13:00:01.000Z",
                 *         "attention": null,
                 *         "message": "Media buy requires publisher approval",
                 *         "task_id": "task_123",
                 *         "context_id": null,
                 *         "po_number": "PO-1",
                 *         "user_id": "trader@desk",
                 *         "media_buy_id": null,
                 *         "creative_deadline": null,
                 *         "result": null,
                 *         "result_omitted": false,
                 *         "error": null,
                 *         "estimated_completion": {
                 *           "p50": "2026-03-02T10:00:01.000Z",
                 *           "p90": "2026-03-02T13:00:01.000Z",
                 *           "source": "history"
                 *         },
                 *         "allowed_actions": [
                 *           "poll",
                 *           "resolve"
                 *         ],
                 *         "attempt": 1,
                 *         "retry_of": null,
                 *         "cancel_requested_at": null,
                 *         "late": false,
                 *         "conflicts": 0,
                 *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                 *         "deadline_at": "2026-03-03T09:00:00.000Z",
                 *         "created_at": "2026-03-02T09:00:00.000Z",
                 *         "updated_at": "2026-03-02T09:00:01.000Z",
                 *         "settled_at": null,
                 *         "version": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OperationEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_operation_pending_input: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                 *       "type": "operation.pending_input",
                 *       "sequence": 2,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *       "operation_type": "create_media_buy",
                 *       "user_id": "trader@desk",
                 *       "message": "The publisher asks something before it goes on.",
                 *       "estimated_time": null,
                 *       "media_buy_id": null,
                 *       "late": false,
                 *       "created_at": "2026-03-02T09:00:00.000Z",
                 *       "operation": {
                 *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *         "type": "create_media_buy",
                 *         "status": "pending_approval",
                 *         "status_since": "2026-03-02T09:00:01.000Z",
                 *         "seller_id": "acme",
                 *         "seller_status": "pending_manual",
                 *         "seller_task_status": "assigned",
                 *         "waiting_reason": null,
                 *         "summary": {
                 *           "total_budget": {
                 *             "amount": 25000,
                 *             "currency": "USD"
                 *           },
                 *           "start": "2026-04-01",
                 *           "end": "2026-04-30",
                 *           "packages": 2,
                 *           "brand": "acme.example"
                 *         },
                 *         "waiting_for": "seller",
                 *         "overdue": false,
                 *         "overdue_at": "2026-03-02T13:00:01.000Z",
                 *         "attention": null,
                 *         "message": "Media buy requires publisher approval",
                 *         "task_id": "task_123",
                 *         "context_id": null,
                 *         "po_number": "PO-1",
                 *         "user_id": "trader@desk",
                 *         "media_buy_id": null,
                 *         "creative_deadline": null,
                 *         "result": null,
                 *         "result_omitted": false,
                 *         "error": null,
                 *         "estimated_completion": {
                 *           "p50": "2026-03-02T10:00:01.000Z",
                 *           "p90": "2026-03-02T13:00:01.000Z",
                 *           "source": "history"
                 *         },
                 *         "allowed_actions": [
                 *           "poll",
                 *           "resolve"
                 *         ],
                 *         "attempt": 1,
                 *         "retry_of": null,
                 *         "cancel_requested_at": null,
                 *         "late": false,
                 *         "conflicts": 0,
                 *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                 *         "deadline_at": "2026-03-03T09:00:00.000Z",
                 *         "created_at": "2026-03-02T09:00:00.000Z",
                 *         "updated_at": "2026-03-02T09:00:01.000Z",
                 *         "settled_at": null,
                 *         "version": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OperationEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_operation_working: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                 *       "type": "operation.working",
                 *       "sequence": 2,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *       "operation_type": "create_media_buy",
                 *       "user_id": "trader@desk",
                 *       "message": "The publisher is working on it.",
                 *       "estimated_time": null,
                 *       "media_buy_id": null,
                 *       "late": false,
                 *       "created_at": "2026-03-02T09:00:00.000Z",
                 *       "operation": {
                 *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *         "type": "create_media_buy",
                 *         "status": "pending_approval",
                 *         "status_since": "2026-03-02T09:00:01.000Z",
                 *         "seller_id": "acme",
                 *         "seller_status": "pending_manual",
                 *         "seller_task_status": "assigned",
                 *         "waiting_reason": null,
                 *         "summary": {
                 *           "total_budget": {
                 *             "amount": 25000,
                 *             "currency": "USD"
                 *           },
                 *           "start": "2026-04-01",
                 *           "end": "2026-04-30",
                 *           "packages": 2,
                 *           "brand": "acme.example"
                 *         },
                 *         "waiting_for": "seller",
                 *         "overdue": false,
                 *         "overdue_at": "2026-03-02T13:00:01.000Z",
                 *         "attention": null,
                 *         "message": "Media buy requires publisher approval",
                 *         "task_id": "task_123",
                 *         "context_id": null,
                 *         "po_number": "PO-1",
                 *         "user_id": "trader@desk",
                 *         "media_buy_id": null,
                 *         "creative_deadline": null,
                 *         "result": null,
                 *         "result_omitted": false,
                 *         "error": null,
                 *         "estimated_completion": {
                 *           "p50": "2026-03-02T10:00:01.000Z",
                 *           "p90": "2026-03-02T13:00:01.000Z",
                 *           "source": "history"
                 *         },
                 *         "allowed_actions": [
                 *           "poll",
                 *           "resolve"
                 *         ],
                 *         "attempt": 1,
                 *         "retry_of": null,
                 *         "cancel_requested_at": null,
                 *         "late": false,
                 *         "conflicts": 0,
                 *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                 *         "deadline_at": "2026-03-03T09:00:00.000Z",
                 *         "created_at": "2026-03-02T09:00:00.000Z",
                 *         "updated_at": "2026-03-02T09:00:01.000Z",
                 *         "settled_at": null,
                 *         "version": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OperationEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_operation_approved: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                 *       "type": "operation.approved",
                 *       "sequence": 2,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *       "operation_type": "create_media_buy",
                 *       "user_id": "trader@desk",
                 *       "message": "It is approved, and its outcome is not in hand yet.",
                 *       "estimated_time": null,
                 *       "media_buy_id": null,
                 *       "late": false,
                 *       "created_at": "2026-03-02T09:00:00.000Z",
                 *       "operation": {
                 *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *         "type": "create_media_buy",
                 *         "status": "pending_approval",
                 *         "status_since": "2026-03-02T09:00:01.000Z",
                 *         "seller_id": "acme",
                 *         "seller_status": "pending_manual",
                 *         "seller_task_status": "assigned",
                 *         "waiting_reason": null,
                 *         "summary": {
                 *           "total_budget": {
                 *             "amount": 25000,
                 *             "currency": "USD"
                 *           },
                 *           "start": "2026-04-01",
                 *           "end": "2026-04-30",
                 *           "packages": 2,
                 *           "brand": "acme.example"
                 *         },
                 *         "waiting_for": "seller",
                 *         "overdue": false,
                 *         "overdue_at": "2026-03-02T13:00:01.000Z",
                 *         "attention": null,
                 *         "message": "Media buy requires publisher approval",
                 *         "task_id": "task_123",
                 *         "context_id": null,
                 *         "po_number": "PO-1",
                 *         "user_id": "trader@desk",
                 *         "media_buy_id": null,
                 *         "creative_deadline": null,
                 *         "result": null,
                 *         "result_omitted": false,
                 *         "error": null,
                 *         "estimated_completion": {
                 *           "p50": "2026-03-02T10:00:01.000Z",
                 *           "p90": "2026-03-02T13:00:01.000Z",
                 *           "source": "history"
                 *         },
                 *         "allowed_actions": [
                 *           "poll",
                 *           "resolve"
                 *         ],
                 *         "attempt": 1,
                 *         "retry_of": null,
                 *         "cancel_requested_at": null,
                 *         "late": false,
                 *         "conflicts": 0,
                 *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                 *         "deadline_at": "2026-03-03T09:00:00.000Z",
                 *         "created_at": "2026-03-02T09:00:00.000Z",
                 *         "updated_at": "2026-03-02T09:00:01.000Z",
                 *         "settled_at": null,
                 *         "version": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OperationEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_operation_in_doubt: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                 *       "type": "operation.in_doubt",
                 *       "sequence": 2,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *       "operation_type": "create_media_buy",
                 *       "user_id": "trader@desk",
                 *       "message": "It cannot be proved whether the publisher executed it. It comes once more at the deadline.",
                 *       "estimated_time": null,
                 *       "media_buy_id": null,
                 *       "late": false,
                 *       "created_at": "2026-03-02T09:00:00.000Z",
                 *       "operation": {
                 *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *         "type": "create_media_buy",
                 *         "status": "pending_approval",
                 *         "status_since": "2026-03-02T09:00:01.000Z",
                 *         "seller_id": "acme",
                 *         "seller_status": "pending_manual",
                 *         "seller_task_status": "assigned",
                 *         "waiting_reason": null,
                 *         "summary": {
                 *           "total_budget": {
                 *             "amount": 25000,
                 *             "currency": "USD"
                 *           },
                 *           "start": "2026-04-01",
                 *           "end": "2026-04-30",
                 *           "packages": 2,
                 *           "brand": "acme.example"
                 *         },
                 *         "waiting_for": "seller",
                 *         "overdue": false,
                 *         "overdue_at": "2026-03-02T13:00:01.000Z",
                 *         "attention": null,
                 *         "message": "Media buy requires publisher approval",
                 *         "task_id": "task_123",
                 *         "context_id": null,
                 *         "po_number": "PO-1",
                 *         "user_id": "trader@desk",
                 *         "media_buy_id": null,
                 *         "creative_deadline": null,
                 *         "result": null,
                 *         "result_omitted": false,
                 *         "error": null,
                 *         "estimated_completion": {
                 *           "p50": "2026-03-02T10:00:01.000Z",
                 *           "p90": "2026-03-02T13:00:01.000Z",
                 *           "source": "history"
                 *         },
                 *         "allowed_actions": [
                 *           "poll",
                 *           "resolve"
                 *         ],
                 *         "attempt": 1,
                 *         "retry_of": null,
                 *         "cancel_requested_at": null,
                 *         "late": false,
                 *         "conflicts": 0,
                 *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                 *         "deadline_at": "2026-03-03T09:00:00.000Z",
                 *         "created_at": "2026-03-02T09:00:00.000Z",
                 *         "updated_at": "2026-03-02T09:00:01.000Z",
                 *         "settled_at": null,
                 *         "version": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OperationEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_operation_timed_out: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                 *       "type": "operation.timed_out",
                 *       "sequence": 2,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *       "operation_type": "create_media_buy",
                 *       "user_id": "trader@desk",
                 *       "message": "The deadline passed without an outcome. It is still watched.",
                 *       "estimated_time": null,
                 *       "media_buy_id": null,
                 *       "late": false,
                 *       "created_at": "2026-03-02T09:00:00.000Z",
                 *       "operation": {
                 *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *         "type": "create_media_buy",
                 *         "status": "pending_approval",
                 *         "status_since": "2026-03-02T09:00:01.000Z",
                 *         "seller_id": "acme",
                 *         "seller_status": "pending_manual",
                 *         "seller_task_status": "assigned",
                 *         "waiting_reason": null,
                 *         "summary": {
                 *           "total_budget": {
                 *             "amount": 25000,
                 *             "currency": "USD"
                 *           },
                 *           "start": "2026-04-01",
                 *           "end": "2026-04-30",
                 *           "packages": 2,
                 *           "brand": "acme.example"
                 *         },
                 *         "waiting_for": "seller",
                 *         "overdue": false,
                 *         "overdue_at": "2026-03-02T13:00:01.000Z",
                 *         "attention": null,
                 *         "message": "Media buy requires publisher approval",
                 *         "task_id": "task_123",
                 *         "context_id": null,
                 *         "po_number": "PO-1",
                 *         "user_id": "trader@desk",
                 *         "media_buy_id": null,
                 *         "creative_deadline": null,
                 *         "result": null,
                 *         "result_omitted": false,
                 *         "error": null,
                 *         "estimated_completion": {
                 *           "p50": "2026-03-02T10:00:01.000Z",
                 *           "p90": "2026-03-02T13:00:01.000Z",
                 *           "source": "history"
                 *         },
                 *         "allowed_actions": [
                 *           "poll",
                 *           "resolve"
                 *         ],
                 *         "attempt": 1,
                 *         "retry_of": null,
                 *         "cancel_requested_at": null,
                 *         "late": false,
                 *         "conflicts": 0,
                 *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                 *         "deadline_at": "2026-03-03T09:00:00.000Z",
                 *         "created_at": "2026-03-02T09:00:00.000Z",
                 *         "updated_at": "2026-03-02T09:00:01.000Z",
                 *         "settled_at": null,
                 *         "version": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OperationEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_operation_created: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                 *       "type": "operation.created",
                 *       "sequence": 2,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *       "operation_type": "create_media_buy",
                 *       "user_id": "trader@desk",
                 *       "message": "The media buy is booked.",
                 *       "estimated_time": null,
                 *       "media_buy_id": null,
                 *       "late": false,
                 *       "created_at": "2026-03-02T09:00:00.000Z",
                 *       "operation": {
                 *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *         "type": "create_media_buy",
                 *         "status": "pending_approval",
                 *         "status_since": "2026-03-02T09:00:01.000Z",
                 *         "seller_id": "acme",
                 *         "seller_status": "pending_manual",
                 *         "seller_task_status": "assigned",
                 *         "waiting_reason": null,
                 *         "summary": {
                 *           "total_budget": {
                 *             "amount": 25000,
                 *             "currency": "USD"
                 *           },
                 *           "start": "2026-04-01",
                 *           "end": "2026-04-30",
                 *           "packages": 2,
                 *           "brand": "acme.example"
                 *         },
                 *         "waiting_for": "seller",
                 *         "overdue": false,
                 *         "overdue_at": "2026-03-02T13:00:01.000Z",
                 *         "attention": null,
                 *         "message": "Media buy requires publisher approval",
                 *         "task_id": "task_123",
                 *         "context_id": null,
                 *         "po_number": "PO-1",
                 *         "user_id": "trader@desk",
                 *         "media_buy_id": null,
                 *         "creative_deadline": null,
                 *         "result": null,
                 *         "result_omitted": false,
                 *         "error": null,
                 *         "estimated_completion": {
                 *           "p50": "2026-03-02T10:00:01.000Z",
                 *           "p90": "2026-03-02T13:00:01.000Z",
                 *           "source": "history"
                 *         },
                 *         "allowed_actions": [
                 *           "poll",
                 *           "resolve"
                 *         ],
                 *         "attempt": 1,
                 *         "retry_of": null,
                 *         "cancel_requested_at": null,
                 *         "late": false,
                 *         "conflicts": 0,
                 *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                 *         "deadline_at": "2026-03-03T09:00:00.000Z",
                 *         "created_at": "2026-03-02T09:00:00.000Z",
                 *         "updated_at": "2026-03-02T09:00:01.000Z",
                 *         "settled_at": null,
                 *         "version": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OperationEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_operation_active: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                 *       "type": "operation.active",
                 *       "sequence": 2,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *       "operation_type": "create_media_buy",
                 *       "user_id": "trader@desk",
                 *       "message": "The media buy delivers.",
                 *       "estimated_time": null,
                 *       "media_buy_id": null,
                 *       "late": false,
                 *       "created_at": "2026-03-02T09:00:00.000Z",
                 *       "operation": {
                 *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *         "type": "create_media_buy",
                 *         "status": "pending_approval",
                 *         "status_since": "2026-03-02T09:00:01.000Z",
                 *         "seller_id": "acme",
                 *         "seller_status": "pending_manual",
                 *         "seller_task_status": "assigned",
                 *         "waiting_reason": null,
                 *         "summary": {
                 *           "total_budget": {
                 *             "amount": 25000,
                 *             "currency": "USD"
                 *           },
                 *           "start": "2026-04-01",
                 *           "end": "2026-04-30",
                 *           "packages": 2,
                 *           "brand": "acme.example"
                 *         },
                 *         "waiting_for": "seller",
                 *         "overdue": false,
                 *         "overdue_at": "2026-03-02T13:00:01.000Z",
                 *         "attention": null,
                 *         "message": "Media buy requires publisher approval",
                 *         "task_id": "task_123",
                 *         "context_id": null,
                 *         "po_number": "PO-1",
                 *         "user_id": "trader@desk",
                 *         "media_buy_id": null,
                 *         "creative_deadline": null,
                 *         "result": null,
                 *         "result_omitted": false,
                 *         "error": null,
                 *         "estimated_completion": {
                 *           "p50": "2026-03-02T10:00:01.000Z",
                 *           "p90": "2026-03-02T13:00:01.000Z",
                 *           "source": "history"
                 *         },
                 *         "allowed_actions": [
                 *           "poll",
                 *           "resolve"
                 *         ],
                 *         "attempt": 1,
                 *         "retry_of": null,
                 *         "cancel_requested_at": null,
                 *         "late": false,
                 *         "conflicts": 0,
                 *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                 *         "deadline_at": "2026-03-03T09:00:00.000Z",
                 *         "created_at": "2026-03-02T09:00:00.000Z",
                 *         "updated_at": "2026-03-02T09:00:01.000Z",
                 *         "settled_at": null,
                 *         "version": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OperationEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_operation_completed: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                 *       "type": "operation.completed",
                 *       "sequence": 2,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *       "operation_type": "create_media_buy",
                 *       "user_id": "trader@desk",
                 *       "message": "It is done; for every type but a create.",
                 *       "estimated_time": null,
                 *       "media_buy_id": null,
                 *       "late": false,
                 *       "created_at": "2026-03-02T09:00:00.000Z",
                 *       "operation": {
                 *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *         "type": "create_media_buy",
                 *         "status": "pending_approval",
                 *         "status_since": "2026-03-02T09:00:01.000Z",
                 *         "seller_id": "acme",
                 *         "seller_status": "pending_manual",
                 *         "seller_task_status": "assigned",
                 *         "waiting_reason": null,
                 *         "summary": {
                 *           "total_budget": {
                 *             "amount": 25000,
                 *             "currency": "USD"
                 *           },
                 *           "start": "2026-04-01",
                 *           "end": "2026-04-30",
                 *           "packages": 2,
                 *           "brand": "acme.example"
                 *         },
                 *         "waiting_for": "seller",
                 *         "overdue": false,
                 *         "overdue_at": "2026-03-02T13:00:01.000Z",
                 *         "attention": null,
                 *         "message": "Media buy requires publisher approval",
                 *         "task_id": "task_123",
                 *         "context_id": null,
                 *         "po_number": "PO-1",
                 *         "user_id": "trader@desk",
                 *         "media_buy_id": null,
                 *         "creative_deadline": null,
                 *         "result": null,
                 *         "result_omitted": false,
                 *         "error": null,
                 *         "estimated_completion": {
                 *           "p50": "2026-03-02T10:00:01.000Z",
                 *           "p90": "2026-03-02T13:00:01.000Z",
                 *           "source": "history"
                 *         },
                 *         "allowed_actions": [
                 *           "poll",
                 *           "resolve"
                 *         ],
                 *         "attempt": 1,
                 *         "retry_of": null,
                 *         "cancel_requested_at": null,
                 *         "late": false,
                 *         "conflicts": 0,
                 *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                 *         "deadline_at": "2026-03-03T09:00:00.000Z",
                 *         "created_at": "2026-03-02T09:00:00.000Z",
                 *         "updated_at": "2026-03-02T09:00:01.000Z",
                 *         "settled_at": null,
                 *         "version": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OperationEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_operation_failed: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                 *       "type": "operation.failed",
                 *       "sequence": 2,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *       "operation_type": "create_media_buy",
                 *       "user_id": "trader@desk",
                 *       "message": "It failed, and error says why.",
                 *       "estimated_time": null,
                 *       "media_buy_id": null,
                 *       "late": false,
                 *       "created_at": "2026-03-02T09:00:00.000Z",
                 *       "operation": {
                 *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *         "type": "create_media_buy",
                 *         "status": "pending_approval",
                 *         "status_since": "2026-03-02T09:00:01.000Z",
                 *         "seller_id": "acme",
                 *         "seller_status": "pending_manual",
                 *         "seller_task_status": "assigned",
                 *         "waiting_reason": null,
                 *         "summary": {
                 *           "total_budget": {
                 *             "amount": 25000,
                 *             "currency": "USD"
                 *           },
                 *           "start": "2026-04-01",
                 *           "end": "2026-04-30",
                 *           "packages": 2,
                 *           "brand": "acme.example"
                 *         },
                 *         "waiting_for": "seller",
                 *         "overdue": false,
                 *         "overdue_at": "2026-03-02T13:00:01.000Z",
                 *         "attention": null,
                 *         "message": "Media buy requires publisher approval",
                 *         "task_id": "task_123",
                 *         "context_id": null,
                 *         "po_number": "PO-1",
                 *         "user_id": "trader@desk",
                 *         "media_buy_id": null,
                 *         "creative_deadline": null,
                 *         "result": null,
                 *         "result_omitted": false,
                 *         "error": null,
                 *         "estimated_completion": {
                 *           "p50": "2026-03-02T10:00:01.000Z",
                 *           "p90": "2026-03-02T13:00:01.000Z",
                 *           "source": "history"
                 *         },
                 *         "allowed_actions": [
                 *           "poll",
                 *           "resolve"
                 *         ],
                 *         "attempt": 1,
                 *         "retry_of": null,
                 *         "cancel_requested_at": null,
                 *         "late": false,
                 *         "conflicts": 0,
                 *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                 *         "deadline_at": "2026-03-03T09:00:00.000Z",
                 *         "created_at": "2026-03-02T09:00:00.000Z",
                 *         "updated_at": "2026-03-02T09:00:01.000Z",
                 *         "settled_at": null,
                 *         "version": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OperationEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_operation_rejected: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                 *       "type": "operation.rejected",
                 *       "sequence": 2,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *       "operation_type": "create_media_buy",
                 *       "user_id": "trader@desk",
                 *       "message": "The publisher rejected it, and error says why.",
                 *       "estimated_time": null,
                 *       "media_buy_id": null,
                 *       "late": false,
                 *       "created_at": "2026-03-02T09:00:00.000Z",
                 *       "operation": {
                 *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *         "type": "create_media_buy",
                 *         "status": "pending_approval",
                 *         "status_since": "2026-03-02T09:00:01.000Z",
                 *         "seller_id": "acme",
                 *         "seller_status": "pending_manual",
                 *         "seller_task_status": "assigned",
                 *         "waiting_reason": null,
                 *         "summary": {
                 *           "total_budget": {
                 *             "amount": 25000,
                 *             "currency": "USD"
                 *           },
                 *           "start": "2026-04-01",
                 *           "end": "2026-04-30",
                 *           "packages": 2,
                 *           "brand": "acme.example"
                 *         },
                 *         "waiting_for": "seller",
                 *         "overdue": false,
                 *         "overdue_at": "2026-03-02T13:00:01.000Z",
                 *         "attention": null,
                 *         "message": "Media buy requires publisher approval",
                 *         "task_id": "task_123",
                 *         "context_id": null,
                 *         "po_number": "PO-1",
                 *         "user_id": "trader@desk",
                 *         "media_buy_id": null,
                 *         "creative_deadline": null,
                 *         "result": null,
                 *         "result_omitted": false,
                 *         "error": null,
                 *         "estimated_completion": {
                 *           "p50": "2026-03-02T10:00:01.000Z",
                 *           "p90": "2026-03-02T13:00:01.000Z",
                 *           "source": "history"
                 *         },
                 *         "allowed_actions": [
                 *           "poll",
                 *           "resolve"
                 *         ],
                 *         "attempt": 1,
                 *         "retry_of": null,
                 *         "cancel_requested_at": null,
                 *         "late": false,
                 *         "conflicts": 0,
                 *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                 *         "deadline_at": "2026-03-03T09:00:00.000Z",
                 *         "created_at": "2026-03-02T09:00:00.000Z",
                 *         "updated_at": "2026-03-02T09:00:01.000Z",
                 *         "settled_at": null,
                 *         "version": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OperationEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_operation_canceled: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                 *       "type": "operation.canceled",
                 *       "sequence": 2,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *       "operation_type": "create_media_buy",
                 *       "user_id": "trader@desk",
                 *       "message": "It was canceled.",
                 *       "estimated_time": null,
                 *       "media_buy_id": null,
                 *       "late": false,
                 *       "created_at": "2026-03-02T09:00:00.000Z",
                 *       "operation": {
                 *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *         "type": "create_media_buy",
                 *         "status": "pending_approval",
                 *         "status_since": "2026-03-02T09:00:01.000Z",
                 *         "seller_id": "acme",
                 *         "seller_status": "pending_manual",
                 *         "seller_task_status": "assigned",
                 *         "waiting_reason": null,
                 *         "summary": {
                 *           "total_budget": {
                 *             "amount": 25000,
                 *             "currency": "USD"
                 *           },
                 *           "start": "2026-04-01",
                 *           "end": "2026-04-30",
                 *           "packages": 2,
                 *           "brand": "acme.example"
                 *         },
                 *         "waiting_for": "seller",
                 *         "overdue": false,
                 *         "overdue_at": "2026-03-02T13:00:01.000Z",
                 *         "attention": null,
                 *         "message": "Media buy requires publisher approval",
                 *         "task_id": "task_123",
                 *         "context_id": null,
                 *         "po_number": "PO-1",
                 *         "user_id": "trader@desk",
                 *         "media_buy_id": null,
                 *         "creative_deadline": null,
                 *         "result": null,
                 *         "result_omitted": false,
                 *         "error": null,
                 *         "estimated_completion": {
                 *           "p50": "2026-03-02T10:00:01.000Z",
                 *           "p90": "2026-03-02T13:00:01.000Z",
                 *           "source": "history"
                 *         },
                 *         "allowed_actions": [
                 *           "poll",
                 *           "resolve"
                 *         ],
                 *         "attempt": 1,
                 *         "retry_of": null,
                 *         "cancel_requested_at": null,
                 *         "late": false,
                 *         "conflicts": 0,
                 *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                 *         "deadline_at": "2026-03-03T09:00:00.000Z",
                 *         "created_at": "2026-03-02T09:00:00.000Z",
                 *         "updated_at": "2026-03-02T09:00:01.000Z",
                 *         "settled_at": null,
                 *         "version": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OperationEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_operation_conflict_recorded: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                 *       "type": "operation.conflict_recorded",
                 *       "sequence": 2,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *       "operation_type": "create_media_buy",
                 *       "user_id": "trader@desk",
                 *       "message": "The publisher contradicts itself. Nothing was changed; each contradiction is told once.",
                 *       "estimated_time": null,
                 *       "media_buy_id": null,
                 *       "late": false,
                 *       "created_at": "2026-03-02T09:00:00.000Z",
                 *       "operation": {
                 *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *         "type": "create_media_buy",
                 *         "status": "pending_approval",
                 *         "status_since": "2026-03-02T09:00:01.000Z",
                 *         "seller_id": "acme",
                 *         "seller_status": "pending_manual",
                 *         "seller_task_status": "assigned",
                 *         "waiting_reason": null,
                 *         "summary": {
                 *           "total_budget": {
                 *             "amount": 25000,
                 *             "currency": "USD"
                 *           },
                 *           "start": "2026-04-01",
                 *           "end": "2026-04-30",
                 *           "packages": 2,
                 *           "brand": "acme.example"
                 *         },
                 *         "waiting_for": "seller",
                 *         "overdue": false,
                 *         "overdue_at": "2026-03-02T13:00:01.000Z",
                 *         "attention": null,
                 *         "message": "Media buy requires publisher approval",
                 *         "task_id": "task_123",
                 *         "context_id": null,
                 *         "po_number": "PO-1",
                 *         "user_id": "trader@desk",
                 *         "media_buy_id": null,
                 *         "creative_deadline": null,
                 *         "result": null,
                 *         "result_omitted": false,
                 *         "error": null,
                 *         "estimated_completion": {
                 *           "p50": "2026-03-02T10:00:01.000Z",
                 *           "p90": "2026-03-02T13:00:01.000Z",
                 *           "source": "history"
                 *         },
                 *         "allowed_actions": [
                 *           "poll",
                 *           "resolve"
                 *         ],
                 *         "attempt": 1,
                 *         "retry_of": null,
                 *         "cancel_requested_at": null,
                 *         "late": false,
                 *         "conflicts": 0,
                 *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                 *         "deadline_at": "2026-03-03T09:00:00.000Z",
                 *         "created_at": "2026-03-02T09:00:00.000Z",
                 *         "updated_at": "2026-03-02T09:00:01.000Z",
                 *         "settled_at": null,
                 *         "version": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OperationEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_operation_attention: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                 *       "type": "operation.attention",
                 *       "sequence": 2,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *       "operation_type": "create_media_buy",
                 *       "user_id": "trader@desk",
                 *       "message": "A person is needed, for a reason that has just begun: once for each entry into a reason of attention. message says what to do. It comes after the event of the state.",
                 *       "estimated_time": null,
                 *       "media_buy_id": null,
                 *       "late": false,
                 *       "created_at": "2026-03-02T09:00:00.000Z",
                 *       "operation": {
                 *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *         "type": "create_media_buy",
                 *         "status": "pending_approval",
                 *         "status_since": "2026-03-02T09:00:01.000Z",
                 *         "seller_id": "acme",
                 *         "seller_status": "pending_manual",
                 *         "seller_task_status": "assigned",
                 *         "waiting_reason": null,
                 *         "summary": {
                 *           "total_budget": {
                 *             "amount": 25000,
                 *             "currency": "USD"
                 *           },
                 *           "start": "2026-04-01",
                 *           "end": "2026-04-30",
                 *           "packages": 2,
                 *           "brand": "acme.example"
                 *         },
                 *         "waiting_for": "seller",
                 *         "overdue": false,
                 *         "overdue_at": "2026-03-02T13:00:01.000Z",
                 *         "attention": null,
                 *         "message": "Media buy requires publisher approval",
                 *         "task_id": "task_123",
                 *         "context_id": null,
                 *         "po_number": "PO-1",
                 *         "user_id": "trader@desk",
                 *         "media_buy_id": null,
                 *         "creative_deadline": null,
                 *         "result": null,
                 *         "result_omitted": false,
                 *         "error": null,
                 *         "estimated_completion": {
                 *           "p50": "2026-03-02T10:00:01.000Z",
                 *           "p90": "2026-03-02T13:00:01.000Z",
                 *           "source": "history"
                 *         },
                 *         "allowed_actions": [
                 *           "poll",
                 *           "resolve"
                 *         ],
                 *         "attempt": 1,
                 *         "retry_of": null,
                 *         "cancel_requested_at": null,
                 *         "late": false,
                 *         "conflicts": 0,
                 *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                 *         "deadline_at": "2026-03-03T09:00:00.000Z",
                 *         "created_at": "2026-03-02T09:00:00.000Z",
                 *         "updated_at": "2026-03-02T09:00:01.000Z",
                 *         "settled_at": null,
                 *         "version": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OperationEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_operation_late_settlement: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                 *       "type": "operation.late_settlement",
                 *       "sequence": 2,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *       "operation_type": "create_media_buy",
                 *       "user_id": "trader@desk",
                 *       "message": "An outcome came after the deadline, and may have committed the desk's money. It comes after the event of the outcome, and not when a person resolved it.",
                 *       "estimated_time": null,
                 *       "media_buy_id": null,
                 *       "late": false,
                 *       "created_at": "2026-03-02T09:00:00.000Z",
                 *       "operation": {
                 *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *         "type": "create_media_buy",
                 *         "status": "pending_approval",
                 *         "status_since": "2026-03-02T09:00:01.000Z",
                 *         "seller_id": "acme",
                 *         "seller_status": "pending_manual",
                 *         "seller_task_status": "assigned",
                 *         "waiting_reason": null,
                 *         "summary": {
                 *           "total_budget": {
                 *             "amount": 25000,
                 *             "currency": "USD"
                 *           },
                 *           "start": "2026-04-01",
                 *           "end": "2026-04-30",
                 *           "packages": 2,
                 *           "brand": "acme.example"
                 *         },
                 *         "waiting_for": "seller",
                 *         "overdue": false,
                 *         "overdue_at": "2026-03-02T13:00:01.000Z",
                 *         "attention": null,
                 *         "message": "Media buy requires publisher approval",
                 *         "task_id": "task_123",
                 *         "context_id": null,
                 *         "po_number": "PO-1",
                 *         "user_id": "trader@desk",
                 *         "media_buy_id": null,
                 *         "creative_deadline": null,
                 *         "result": null,
                 *         "result_omitted": false,
                 *         "error": null,
                 *         "estimated_completion": {
                 *           "p50": "2026-03-02T10:00:01.000Z",
                 *           "p90": "2026-03-02T13:00:01.000Z",
                 *           "source": "history"
                 *         },
                 *         "allowed_actions": [
                 *           "poll",
                 *           "resolve"
                 *         ],
                 *         "attempt": 1,
                 *         "retry_of": null,
                 *         "cancel_requested_at": null,
                 *         "late": false,
                 *         "conflicts": 0,
                 *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                 *         "deadline_at": "2026-03-03T09:00:00.000Z",
                 *         "created_at": "2026-03-02T09:00:00.000Z",
                 *         "updated_at": "2026-03-02T09:00:01.000Z",
                 *         "settled_at": null,
                 *         "version": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OperationEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_operation_overdue: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                 *       "type": "operation.overdue",
                 *       "sequence": 0,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *       "operation_type": "create_media_buy",
                 *       "user_id": "trader@desk",
                 *       "message": "It takes longer than nine of ten approvals of this publisher, or than half the time to its deadline.",
                 *       "estimated_time": null,
                 *       "media_buy_id": null,
                 *       "late": false,
                 *       "created_at": "2026-03-02T09:00:00.000Z",
                 *       "operation": {
                 *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *         "type": "create_media_buy",
                 *         "status": "pending_approval",
                 *         "status_since": "2026-03-02T09:00:01.000Z",
                 *         "seller_id": "acme",
                 *         "seller_status": "pending_manual",
                 *         "seller_task_status": "assigned",
                 *         "waiting_reason": null,
                 *         "summary": {
                 *           "total_budget": {
                 *             "amount": 25000,
                 *             "currency": "USD"
                 *           },
                 *           "start": "2026-04-01",
                 *           "end": "2026-04-30",
                 *           "packages": 2,
                 *           "brand": "acme.example"
                 *         },
                 *         "waiting_for": "seller",
                 *         "overdue": false,
                 *         "overdue_at": "2026-03-02T13:00:01.000Z",
                 *         "attention": null,
                 *         "message": "Media buy requires publisher approval",
                 *         "task_id": "task_123",
                 *         "context_id": null,
                 *         "po_number": "PO-1",
                 *         "user_id": "trader@desk",
                 *         "media_buy_id": null,
                 *         "creative_deadline": null,
                 *         "result": null,
                 *         "result_omitted": false,
                 *         "error": null,
                 *         "estimated_completion": {
                 *           "p50": "2026-03-02T10:00:01.000Z",
                 *           "p90": "2026-03-02T13:00:01.000Z",
                 *           "source": "history"
                 *         },
                 *         "allowed_actions": [
                 *           "poll",
                 *           "resolve"
                 *         ],
                 *         "attempt": 1,
                 *         "retry_of": null,
                 *         "cancel_requested_at": null,
                 *         "late": false,
                 *         "conflicts": 0,
                 *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                 *         "deadline_at": "2026-03-03T09:00:00.000Z",
                 *         "created_at": "2026-03-02T09:00:00.000Z",
                 *         "updated_at": "2026-03-02T09:00:01.000Z",
                 *         "settled_at": null,
                 *         "version": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OperationEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_operation_deadline_near: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                 *       "type": "operation.deadline_near",
                 *       "sequence": 2,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *       "operation_type": "create_media_buy",
                 *       "user_id": "trader@desk",
                 *       "message": "A quarter of its time is left, two hours at most, and there is no outcome. Once for each deadline.",
                 *       "estimated_time": null,
                 *       "media_buy_id": null,
                 *       "late": false,
                 *       "created_at": "2026-03-02T09:00:00.000Z",
                 *       "operation": {
                 *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *         "type": "create_media_buy",
                 *         "status": "pending_approval",
                 *         "status_since": "2026-03-02T09:00:01.000Z",
                 *         "seller_id": "acme",
                 *         "seller_status": "pending_manual",
                 *         "seller_task_status": "assigned",
                 *         "waiting_reason": null,
                 *         "summary": {
                 *           "total_budget": {
                 *             "amount": 25000,
                 *             "currency": "USD"
                 *           },
                 *           "start": "2026-04-01",
                 *           "end": "2026-04-30",
                 *           "packages": 2,
                 *           "brand": "acme.example"
                 *         },
                 *         "waiting_for": "seller",
                 *         "overdue": false,
                 *         "overdue_at": "2026-03-02T13:00:01.000Z",
                 *         "attention": null,
                 *         "message": "Media buy requires publisher approval",
                 *         "task_id": "task_123",
                 *         "context_id": null,
                 *         "po_number": "PO-1",
                 *         "user_id": "trader@desk",
                 *         "media_buy_id": null,
                 *         "creative_deadline": null,
                 *         "result": null,
                 *         "result_omitted": false,
                 *         "error": null,
                 *         "estimated_completion": {
                 *           "p50": "2026-03-02T10:00:01.000Z",
                 *           "p90": "2026-03-02T13:00:01.000Z",
                 *           "source": "history"
                 *         },
                 *         "allowed_actions": [
                 *           "poll",
                 *           "resolve"
                 *         ],
                 *         "attempt": 1,
                 *         "retry_of": null,
                 *         "cancel_requested_at": null,
                 *         "late": false,
                 *         "conflicts": 0,
                 *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                 *         "deadline_at": "2026-03-03T09:00:00.000Z",
                 *         "created_at": "2026-03-02T09:00:00.000Z",
                 *         "updated_at": "2026-03-02T09:00:01.000Z",
                 *         "settled_at": null,
                 *         "version": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OperationEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_media_buy_creative_deadline_near: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55",
                 *       "type": "media_buy.creative_deadline_near",
                 *       "sequence": 2,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *       "operation_type": "create_media_buy",
                 *       "user_id": "trader@desk",
                 *       "message": "The buy still waits for creatives a day before the publisher stops taking them.",
                 *       "estimated_time": null,
                 *       "media_buy_id": null,
                 *       "late": false,
                 *       "created_at": "2026-03-02T09:00:00.000Z",
                 *       "operation": {
                 *         "id": "01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11",
                 *         "type": "create_media_buy",
                 *         "status": "pending_approval",
                 *         "status_since": "2026-03-02T09:00:01.000Z",
                 *         "seller_id": "acme",
                 *         "seller_status": "pending_manual",
                 *         "seller_task_status": "assigned",
                 *         "waiting_reason": null,
                 *         "summary": {
                 *           "total_budget": {
                 *             "amount": 25000,
                 *             "currency": "USD"
                 *           },
                 *           "start": "2026-04-01",
                 *           "end": "2026-04-30",
                 *           "packages": 2,
                 *           "brand": "acme.example"
                 *         },
                 *         "waiting_for": "seller",
                 *         "overdue": false,
                 *         "overdue_at": "2026-03-02T13:00:01.000Z",
                 *         "attention": null,
                 *         "message": "Media buy requires publisher approval",
                 *         "task_id": "task_123",
                 *         "context_id": null,
                 *         "po_number": "PO-1",
                 *         "user_id": "trader@desk",
                 *         "media_buy_id": null,
                 *         "creative_deadline": null,
                 *         "result": null,
                 *         "result_omitted": false,
                 *         "error": null,
                 *         "estimated_completion": {
                 *           "p50": "2026-03-02T10:00:01.000Z",
                 *           "p90": "2026-03-02T13:00:01.000Z",
                 *           "source": "history"
                 *         },
                 *         "allowed_actions": [
                 *           "poll",
                 *           "resolve"
                 *         ],
                 *         "attempt": 1,
                 *         "retry_of": null,
                 *         "cancel_requested_at": null,
                 *         "late": false,
                 *         "conflicts": 0,
                 *         "next_poll_at": "2026-03-02T09:02:00.000Z",
                 *         "deadline_at": "2026-03-03T09:00:00.000Z",
                 *         "created_at": "2026-03-02T09:00:00.000Z",
                 *         "updated_at": "2026-03-02T09:00:01.000Z",
                 *         "settled_at": null,
                 *         "version": 4
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OperationEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_seller_circuit_opened: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a56",
                 *       "type": "seller.circuit_opened",
                 *       "sequence": 0,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": null,
                 *       "seller_id": "acme",
                 *       "message": "acme does not answer. Nothing is sent to it until it answers again; what waits is kept",
                 *       "error": {
                 *         "code": "ECONNREFUSED",
                 *         "message": "connect ECONNREFUSED 203.0.113.7:443"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["SellerEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_seller_circuit_closed: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a56",
                 *       "type": "seller.circuit_closed",
                 *       "sequence": 0,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": null,
                 *       "seller_id": "acme",
                 *       "message": "acme does not answer. Nothing is sent to it until it answers again; what waits is kept",
                 *       "error": {
                 *         "code": "ECONNREFUSED",
                 *         "message": "connect ECONNREFUSED 203.0.113.7:443"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["SellerEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    event_seller_credential_refused: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, the same in every attempt */
                "webhook-id": string;
                /** @description Unix seconds of the attempt */
                "webhook-timestamp": string;
                /** @description One signature, or two while a secret is replaced (Standard Webhooks, `v1`) */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a56",
                 *       "type": "seller.credential_refused",
                 *       "sequence": 0,
                 *       "occurred_at": "2026-03-02T09:00:01.000Z",
                 *       "operation_id": null,
                 *       "seller_id": "acme",
                 *       "message": "acme does not answer. Nothing is sent to it until it answers again; what waits is kept",
                 *       "error": {
                 *         "code": "ECONNREFUSED",
                 *         "message": "connect ECONNREFUSED 203.0.113.7:443"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["SellerEvent"];
            };
        };
        responses: {
            /** @description The receiver wants nothing more: the subscription is disabled */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver has it. Everything else is tried again for three days */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
