-- Roles of the centre's database; run once as a superuser:  psql -d postgres -f deploy/roles.sql
-- bukti_owner    owns the tables, and migrates them (`python -m server migrate`); nobody serves with it
-- bukti_gateway  reads and adds truth, works on the working tables; what it may is granted by `migrate`
-- bukti_keeper   deletes bodies of parts, when their destruction was ordered, and nothing else
-- All three log in by the socket as the system users that pg_ident.conf maps to them; there is no password to lose.
CREATE ROLE bukti_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
CREATE ROLE bukti_gateway LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT 120;
CREATE ROLE bukti_keeper LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT 4;
ALTER ROLE bukti_gateway SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE bukti_gateway SET statement_timeout = '120s';
CREATE DATABASE bukti OWNER bukti_owner ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0;
REVOKE ALL ON DATABASE bukti FROM PUBLIC;
GRANT CONNECT ON DATABASE bukti TO bukti_gateway, bukti_keeper;
\connect bukti
REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO bukti_owner;
