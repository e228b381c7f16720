"""Families of words by meaning: what is asked, what breaks, who comes, what is done about it, what else takes time.

They are broad on purpose and weak alone: `facts.times` and its neighbours weigh which of them stand together, how far
from an amount. An entry is a stem that a word begins with, a whole word with "$", or several words of which the last
is a stem; "~" stands for any ending of a word before the last.
"""

from pipeline.model import Language

FAMILIES: dict[Language, dict[str, str]] = {
    "en": {
        # what nobody can help
        "disaster": """lightning, flood, storm, hurricane, earthquake, riot, war$, fire$, fires$, epidemic,
            pandemic, strike$, strikes$, natural disaster, natural event, extraordinary, act of god, acts of god,
            nobody can, no one can, no one could, nobody could, state of emergency, outside anyone, beyond anyone,
            terror, volcan, tornado, snow, blizzard, landslide, embargo, civil unrest, government order, force
            majeure, elements, cannot be foreseen, no control over, unforesee, cyclone, avalanche, mudslide, hail$,
            invasion, insurrection, sabotage""",
        # shares of money: what is given back, of what, and that there is a most of it
        "owed": """credit, compensat, refund, rebate, discount, reduc, penalt, money back, take off, takes off, taken
            off, took off, knock, deduct, reimburs, give back, gives back, given back, pay back, pays back, paid back,
            allowance, abatement, abate, we owe, payout, remed, relief, goodwill, write off, writes off, waive, cut$,
            come off, comes off, off the, off your, return$, returns$, receive$, receives$, entitled to, we pay, gets
            back, get back, give you, waiver""",
        "capped": """capped, cap$, caps$, ceiling, upper limit, maximum, limit, no more than, not more than, at most,
            not exceed, never exceed, cannot exceed, neither exceed, tops out, top out, go beyond, goes beyond, go
            past, stop at, stops at, the most, not be more, not be greater, not be higher, not go above, never more,
            never be more, never go, never goes, never come, never comes, not come to more, not amount to more, not
            add up to more, subject to a, in no case, in no event, under no circumstances, never, add up to more,
            bounded, bound at, held at, kept at""",
        "base": """fee, fees, charge, charges, bill$, bills, invoice, subscription, price, rent$, payment, tariff,
            paid, cost, instalment, remuneration, amount paid, contract value, month's, premium, monthly$""",
        # what a figure is promised of, and what is not counted against it
        "promise": """guarantee, commitment, promise, target, figure, percentage, sla$, service level, calculat,
            measurement, measured, statistics, uptime, availab, worked out, computed, tally, count$, counts$, counted,
            reckon, total$, score, clock, objective, undertaking, standard, reckoning""",
        "uncounted": """not count, never count, not includ, exclud, not taken into, left out, leave out, leaves out,
            no account is taken, no account shall be taken, disregard, without regard, leaving aside,
            ignor, not apply, not applied, no credit, no service credit, no compensation, no refund, not
            eligible, not entitle, not payable, not due, not owed, not treated, not regarded, not consider, not
            deemed, not be count, not be includ, not be taken, not be treated, not be regarded, not be deemed, not be
            consider, not attract, not give rise, not trigger, not qualify, not part of, not class, outside the, set
            aside, discounted, not affect, not reduce, not lower, net of, nothing is owed, nothing is due, nothing is
            payable, not compensat, does not run, do not run, stops the clock, not held against,
            subtracted, omitted, earn no, earns no, carry no, carries no, taken out, except for, other than, without
            counting, leaves aside, leave aside, left aside, put aside, puts aside, nor do, nor does, nor will, nor
            is, nor are, neither do, neither does, disregards, not go into, not enter, not form part, not figure in,
            not feed into, not be part""",
        "answerable": """not liable, not responsible, not answerable, not accountable, no liability, no
            responsibility, not be liable, not be responsible, not be answerable, not be held, not to blame, disclaim,
            excused, cannot be blamed, cannot be held, accept no, accepts no, released from, relieved""",
        "outage": """downtime, outage, interrupt, unavailab, disrupt, stoppage, failure, fault, breakdown, loss of
            service, loss of connect, loss of power, suspension, blackout, break$, breaks$, offline, gap$, gaps$,
            down$, degrad, not available, minutes lost, time lost, incident, slow, inaccess, not working""",
        # what is lost and how, and that nothing is paid at first
        "vanished": """lost$, lose$, loses$, losing, destroy, erase, erasing, wiped, wipes, corrupt, gone$, disappear,
            vanish, delet, unrecover, irretriev, overwrit, missing, cannot be recovered, not be recovered, cannot be
            restored, not recoverable, beyond recovery""",
        "contents": """data$, file$, files$, records$, record$, backup, content, database, document, copies,
            recording, mailbox, messages, archive, photo, footage, image""",
        "free": """free$, no cost, no charge, without charge, costs nothing, cost nothing, cost you nothing, on the
            house, gratis, pay nothing, pays nothing, not charged, not billed, not bill, not charge, without payment,
            without paying, unpaid, zero cost, nothing to pay""",
        "first": """first$, initial, try$, trying, test$, tests$, testing, evaluat, trial, introduct, starting, new
            customers, taster, pilot, use$, uses$, using""",
        "losses": """loss$, losses, damages$, lost profit, injur, harm, expense, theft, bodily, peril, insured""",
        "accept": """accept, taken$, take$, takes$, receiv, log$, logs$, logged, answer, handl, open$, opens$,
            available, staffed, manned, reach, call$, calls$, ring$, write$, on duty, at your, work, running, operat,
            help, respond, at hand, there for, at its desk, at their desk, on hand, attend""",
        "premises": """office$, offices, branch, shop, store$, stores$, gym$, museum, pool$, warehouse, cash desk,
            reception, restaurant, library, showroom, gate$, playground, canteen, clinic, premises, loading bay,
            building, club""",
        # what comes from a customer: matters to be decided or carried out, and words to be answered
        "ask": """request, complaint, claim, ticket, inquir, enquir, dispute, query$, queries, application$,
            applications, order$, orders, appeal, grievance, objection, petition, case$, cases, submission, referral,
            instruction, correction, amendment, form$, forms, booking, reservation, report$, reports, matter$,
            matters, representation, change$, changes, correspondence, subject access, issue$, issues, suggestion""",
        "on_request": """upon request, on request, at the request, on your request, at your request, when asked, when
            requested, if you ask, if requested, if asked, on demand, when you ask""",
        # people on the side of the customer
        "persons": """driver, tenant, employee, staff of the customer, passenger, guest, resident, holder, pupil,
            student, parent, visitor, cardholder, administrators of the, end user, your own, misuse, non-payment,
            nonpayment, unpaid, own network, own equipment, wrong settings, wrong password, made by you, on your side,
            your side, your equipment, your network, your fault""",
        # at every hour
        "always": """at all hours, any hour, all hours, at any time, day and night, day or night, nights and days,
            nonstop, non-stop, never closes, never sleeps, without a break, around the clock, round the clock, clock
            round, 24 hours a day, twenty-four hours, 24-7, all day and all night""",
        # work that was planned
        "planned": """planned, scheduled, maintenance, upgrade, updates$, patch, agreed work, agreed works,
            servicing, refit, rebuild work, window, announced, told in advance, notified in advance, published in
            advance, agreed with, inspection, service window, routine, works notified, overhaul, housekeeping, of
            which you were told, migration, warning, works announced, told of, notified in""",
        # what is set up or changed for a customer
        "task": """reset, password, new user, user account, quota, plan change, tariff, mailbox, certificate, SIM
            card, sim$, relocation, unlock, blocked, domain, storage, record, subdomain, access rights, permission,
            rule$, rules$, port$, firewall, VPN, licence, configuration, card is blocked""",
        # what is made out for a customer
        "paper": """certificate, duplicate, a copy, copies of, card$, cards$, permit, licence, license, passport, pass$,
            statement$, statements$, transcript, badge, extract, new card, policy document, lost one$""",
        "goods": """parcel, package, goods, delivery, shipment, purchase, item, book, books, meal, freight, cargo,
            merchandise""",
        # who is neither party
        "outsider": """competitors, the court, the regulator, tax authority, the police, the carrier, the
            manufacturer, other providers, the industry, the tribunal, the ministry, the ombudsman, the issuer""",
        "paidout": """are paid, is paid, be paid, we pay, pays you, pay you""",
        "letter": """message, letter, e-mail, email, mail$, mails$, call$, calls$, question, voicemail, chat$, chats,
            phone call, contact$, concern, feedback, note$, notes$, text$, texts$, post$, tweet, comment""",
        "react": """reply$, replies$, replied, replying, respon, answer, acknowledg, react, get back to, gets back to,
            come back to, comes back to, hear from, hear back, hears from, heard from, write back, writes back,
            written back, call back, calls back, called back, calling back, callback, ring back, rings back, rung
            back, phone back, phones back, phoned back, ring you, call you, calls you, phone you, rings you, phones
            you, pick up, picks up, picked up, in touch, contact you, contacts you, contact the customer, contacts the
            customer, contact the client, contacts the client, be contacted, is contacted, are contacted, return your
            call, returns your call, returns calls, return calls, are returned, is returned, first contact, initial
            contact, first touch, triag, confirm receipt, confirms receipt, receipt is confirmed, sign of life, speak
            to you, speaks to you, on the line to, speaks to, speak to, talks to, talk to, gets through, get through,
            put through to, connected to an, connected to a, is seen by, call-back, human contact, first human""",
        "start": """begin, began, begun, start, commenc, set to work, sets to work, take on$, takes on$, taken on$,
            get to work, gets to work, look into, looks into, looked into, look at, looks at, looked at, attend to,
            attends to, attended to, assign, allocat, escalat, work on, working on, open$, opens$, opened$""",
        "come": """arriv, attend$, attends$, attended$, attendance, visit, on site, on-site, onsite, at the site, at
            site, on the premises, at your door, at your premises, at the premises, come out, comes out, coming out,
            turn up, turns up, be there, reach the, reaches the, show up, shows up, mobilis, mobiliz, sent out, send
            out, sends out, send a, sends a, sends an, call-out, callout, on the spot, on scene, at the scene, on its
            way, on the way, knock, will be with you, be with you""",
        "staff": """engineer, technician, crew, team$, teams$, mechanic, electrician, plumber, fitter, specialist,
            operator$, operators$, agent, representative, officer, advisor, adviser, consultant, manager, patrol,
            guard, dispatcher, responder, desk$, staff$, courier, inspector, surveyor, doctor, nurse, vet$, someone,
            somebody, guide$, expert, handyman, caretaker, van$, adjuster, assessor, locksmith, driver""",
        "decide": """consider, decid, decision, determin, ruling, adjudicat, examin, assess, review, evaluat, process,
            handl, deal with, deals with, dealt with, dealing with, work through, works through, worked through,
            investigat, conclu, approv, reject, refus, turnaround, turn around, turns around, turned around, verdict,
            outcome, verif, vetted, validat, moderat, rule on, rules on, ruled on, look over, consideration, findings,
            disposition, accept or, rules$, ruled, acts on, act on, acted on""",
        "finish": """complet, finish, finalis, finaliz, clos, fulfil, execut, implement, carried out, carry out,
            carries out, carrying out, actioned, action$, actions$, sorted, sort$, sorts$, done$, made$, make$,
            makes$, perform, provide$, provides$, provided$, suppl, issue$, issued, grant, put through, goes through,
            go through, take effect, takes effect, taken care, take care, takes care, ready$, set up, sets up, updat,
            applied, apply, applies, activat, prepar, produc, given$, sent$, send$, sends$, met$, meet$, meets$, comes
            into effect, come into effect, happens, happen""",
        "solve": """resol, solv, settl, clear, eliminat, remov, overcome, address, rectif, sort out, sorts out, sorted
            out, deal with, dealt with, see to$, seen to$, sees to$, attended to, cure""",
        "fix": """repair, fix$, fixed, fixes, fixing, mend, rectif, remed, correct$, corrected, corrects, put right,
            puts right, putting right, set right, make good, makes good, made good, patch, cure, troubleshoot, hotfix,
            unblock, unclog, restart, reboot, re-lay, reseal, patched, with a new, for a new, with a working, for a
            working, like for like, with another""",
        "swap": """replac, swap, exchang, substitut, spare, loan unit, re-issue, reissu, new unit, changed for,
            renew""",
        "restore": """restor, resum, recover, reinstat, re-establish, reestablish, reconnect, back in service, back
            into service, back in operation, back in use, back up, back online, back on, back to normal, up again,
            running again, working again, operational again, available again, flowing again, on again, again$,
            failover, fail over, fails over, switch over, switches over, switchover, revive, relaunch, up and running,
            bring back, brings back, brought back, come back, comes back, rto$, mttr$, return to service, returned to
            service, return to normal, put back, reopen, reactivat, back to life, back for, have it running, have you
            running, have it working, have you back, is back, are back, be back, runs normally, end of the outage,
            roadworthy, serviceable, usable again, fit for use, carry on, carries on, continue on, continues on, takes
            over, take over, rebuil, recreat, re-creat, reconstruct, redeploy, reinstall, to rights, going again, go
            again, flows again, works again, get going, spins up""",
        "on": """switch on, switches on, switched on, turn on, turns on, turned on, connect, power, bring up, brings
            up, launch""",
        "broken": """fault, failure, fail$, fails$, failed, failing, broken, break$, breaks$, breakdown, outage,
            disrupt, interrupt, incident, defect, malfunction, problem, error, bug$, bugs$, glitch, crash, down$,
            dead$, damage, leak, emergenc, alarm, alert, downtime, out of order, out of service, not working, stops
            working, stop working, stopped working, does not work, goes down, go down, went down, going down,
            stoppage, blackout, cut$, cuts$, loss of, lost$, trouble, not respond, standstill, power cut, stuck,
            faulty, unavailab, inoperat, hang$, hangs$, freez, jam$, jams$, jammed, burst, wear, worn, stops, stopped,
            hiccup, burnt, burned, blown, tripped, smashed, cracked, unresponsive, not start, does not load, will not
            load, corrupt, packs up, pack up, packed up, flood, clog, block$, went wrong, goes wrong, stranded,
            outages""",
        "thing": """server, disk, drive, router, modem, switch, link$, links$, line$, lines$, circuit, cable, lift$,
            lifts$, elevator, charger, terminal, meter, pump, boiler, unit$, units$, device, equipment, hardware,
            component, part$, parts$, module, node, cluster, machine, site$, website, portal, system, platform,
            network, app$, apps$, database, backup, data$, service$, supply, water, power, heat, gas$, connection,
            connectivity, access, channel, gate$, gates$, camera, printer, handset, antenna, feed, screen, door, key$,
            keys$, card$, cards$, locker, scooter, bike, car$, vehicle, heating, wi-fi, wifi, broadband, mailbox,
            store$, environment, production, api$, gateway, server room, tap$, lamp, light, sensor, valve""",
        # what else a time may be told of
        "pay": """pay, invoice, bill$, bills$, billed, billing, remit, refund, reimburs, deposit, transfer, charge$,
            charged, charges$, fee$, fees$, money back, price, interest, salary, wage, rent$, tax$, taxes, instalment,
            premium, settlement, fine$, fines$, debt""",
        "notify": """notif, inform, warn, announc, notice, tell$, tells$, told$, publish, let you know, lets you know,
            let us know, lets us know, know of, remind, in advance, beforehand, ahead of, disclos, report to, make
            public, posted, advise$, advises$, advised""",
        "keep": """keep, kept$, retain, retention, stored, storing, storage, archiv, preserv, hold$, holds$, held$,
            delet, eras, purg, destroy, wiped, wipe, anonymis, anonymiz, snapshot, logs$, history, records$,
            recordings$, footage, recovery point, rpo$""",
        "deliver": """deliver, ship$, ships$, shipped, shipment, courier, hand over, hands over, handed over, install,
            deploy, migrat, provision, despatch, dispatch$, dispatched, dispatches, collect, order$, print, move in,
            move out, build, built""",
        "submit": """submit, lodg, file$, filed, files$, filing, raise$, raised, raises$, reported, report$, be made,
            bring a claim, sign, return$, returns, register, enrol, appl, claim$, claims$, object$, objects$, contest,
            challenge""",
        "end": """terminat, cancel, withdraw, withdrew, expir, renew, end$, ends$, ended, lapse, valid, suspend, in
            force, notice period, term$, effective, prolong, extend, cool, cooling-off, warrant, guarantee period,
            minimum term, validity, lasts$, duration, commitment period, tenure, lock, block, disconnect, switch off,
            cut off, cuts off, restrict, close your account""",
        "past": """in 2019, in 2020, in 2021, in 2022, in 2023, in 2024, in 2025, last year, last quarter, last month,
            previous year, past year, year before, historically, statistics show, statistics for, statistics from,
            survey, so far, to date, until now, previously, track record, competitors, most providers, other
            providers""",
        "example": """example, for instance, illustrat, suppose, imagine, hypothetical""",
        "often": """interval, frequen, once a, twice a, times a, periodic, rotation, polled, polls$, checked, checks$,
            refresh, synchron""",
        "others": """third part, third-part, court, regulator, authorities, supplier of, manufacturer, carrier,
            ministry, arbitrat, neighbour, competitor, most providers, other providers, industry, subcontractor,
            tribunal, police, ombudsman, insurer of, partner bank, card scheme, payment system, upstream,
            authority""",
        "up": """available, availab, uptime, up$, running, reachable, accessible, usable, operational, operat, online,
            on-line, functioning, functional, function$, functions$, live$, in service, in operation, in working
            order, serviceable, responsive, ready$, there for you, works$, work$, working, workable, continuity,
            uninterrupt, on air, on the air, open to, answer, in use, serving, served, connected, connectivity,
            continuous, powered, energis, flow, sla$, service level, responding, up-time, alive, fit for use, trading,
            in order""",
        "share": """of the time, of time, of each month, of the month, of every month, of any month, of a month, of
            each quarter, of the quarter, of each year, of the year, of all minutes, of minutes, of the minutes, of
            hours, of the hours, of opening hours, of trading hours, of working hours, of business hours, of each
            calendar, of every calendar, of any calendar, of a calendar, of the calendar, of scheduled, of service
            hours, of days, of all hours, of the day, of each week, of the week, of the period, monthly, quarterly,
            yearly, annually, per month, a month, in any month, in each month, each month, over a month, over the
            month, over each, over any, a year, per year, each year, each quarter, a quarter, measured over, calendar
            month, calendar quarter, calendar year, every month, of every week, in a year, in the year, in a month, in
            the month""",
        "not_up": """discount, tax$, vat$, interest, deposit, prepay, penalty, fine$, royalt, commission, margin,
            rate$, satisf, accura, durab, correct, of calls, of requests, of tickets, of cases, of complaints, of
            claims, of customers, of users, of votes, of shares, of seats, of staff, of employees, utilis, utiliz,
            capacity, humidity, memory, cpu$, storage used, disk usage, full, occup, attendance, purity, packet,
            efficien, recycl, growth, target price, share capital, surcharge, of orders, of parcels, of deliver, of
            messages, of emails, of shipments, of invoices, of trains, of flights, on time, punctual, deliverab,
            retention""",
    },
    "ru": {
        # what nobody can help
        "disaster": """молни, наводнен, паводк, паводок, ураган, землетряс, войн, война, пожар, эпидем, пандем,
            забастовк, стихи, природн, чрезвычайн, катастроф, беспоряд, теракт, террор, шторм, бур$, буря$, бури$,
            метел, снегопад, оползн, сел$, сели$, санкци, эмбарго, запрет власт, решени власт, действи власт,
            решения власт, не зависящ, непредвид, непредотврат, никто не мо, вне контрол, вне нашего контрол,
            форс-мажор, форсмажор, непреодолим, гроз, мятеж, военн, ливн, ливень, смерч, град$, гололёд, карантин,
            лавин, диверси""",
        # shares of money: what is given back, of what, and that there is a most of it
        "owed": """компенсац, компенсир, возмещ, скидк, возврат, возвра, вернё, верне, неустойк, штраф, перерасч,
            вычет, вычит, бонус, сниж, уменьш, выплат, выплач, удерж, сервисный кредит, сервисные кредиты, сервисных
            кредитов, сервисного кредита, уступк, списыва, премиальн, минус, отнима, сбрасыва""",
        "capped": """не выше, не свыше, не больше, не более, не превыш, не превыс, предел, лимит, потолок, максим,
            ограничен, ограничива, ограничат, в пределах, самое большее, верхн границ, верхняя граница, верхняя
            планка, не может превы, не могут превы, не должн превы, не должна превы, не должен превы, не выходит за,
            не выходят за, в совокупности, ни при каких, ни в каком случае, сверх этого, не выйд, не выход, не превзо,
            верхний предел, не поднима, более чем на, больше чем на""",
        "base": """плат, стоимост, цен, тариф, абонентск, платёж, счёт, счет, вознагражд, подписк, уплачен, аренд,
            взнос, оплачен, чек, комисси""",
        # what a figure is promised of, and what is not counted against it
        "promise": """гаранти, обязательств, показател, уров, sla$, процент доступност, норматив, расчёт, расчет,
            подсчёт, подсчет, статистик, измерени, учёт$, учет$, учёте, учете, учёта, времени$, зачёт, зачет, норм""",
        "uncounted": """не счита, не засчит, не учит, не учт, не вход, не включ, не идёт в, не идет в, не идут в,
            исключ, не относ, не призна, не образу, вычита, вычт, отбрасыв, не принима, не попада, не ухудша, не влия,
            не распростран, не действ, не применя, не начисл, не полага, не полож, не предостав, не выплач, не выплат,
            не компенс, не возмещ, не подлеж, не да, не явля, не снижа, не портит, за вычетом, кроме, без учёта, без
            учета, опуска, вынесен за скобки, не наруш, не наступа, не возника, не оплач, не даёт прав, не дают прав,
            вынос, вычтен, выпада, оставля в стороне, оставляет за скобками, не учтут, не плат, не заплат, в вину не,
            не вменя, не став, не понима, не подразумева, не бер, не берут, не бра""",
        "answerable": """не отвеча, не несёт, не несет, не несут, освобожд, снимается ответственн, вины нет, не
            виноват, не в ответе, ответственность исключ, ответственность не""",
        "outage": """просто$, простой, простоя, простое, простои, простоев, перерыв, перебо, сбо$, сбой, сбои, сбоя,
            сбоев, недоступн, отключени, остановк, авари, неисправн, отсутстви, прекращени, неработ, обрыв, неоказани,
            пауз, потер связи, потеря связи, потерю связи, отказ оборуд, снижение скорост, ухудшени""",
        # what is lost and how, and that nothing is paid at first
        "vanished": """утрач, утрат, утер, потер, уничтож, удал, пропа, стёр, стер, испорч, порч, повреж, исчез, сотр,
            погиб, затёр, затер, перезапис, невосстанов, невозможно восстановить, не удаётся восстановить, не удастся
            восстановить, нельзя восстановить, не подлежат восстановл, не сумели сохран, не смогли сохран, не уберег,
            не сберег, не сохран""",
        "contents": """данны, файл, документ, запис, контент, копи, базы, база, содержим, архив, информаци, писем,
            письм, фото, резервн, сведени""",
        "free": """бесплатн, без оплаты, безвозмездн, даром, не оплачива, не взима, за наш счёт, не тарифиц, без
            взимания, без платы, ничего не стоит, ничего не плат, не платит, не платите, плата не, деньги не бер, в
            подарок, безоплат, счёт не выстав, счет не выстав, не списыва""",
        "first": """перв, начальн, попроб, тест, ознаком, пробн, проб$, пробы, стартов, вводн, демо, новым клиент,
            новому клиент, знакомств, пилот, испыт, обкат, пользова, пользуй""",
        "losses": """убыт, ущерб, вред$, вреда$, упущенн, расход, страхов случ, хищен, страховым случаем, страхового
            случая""",
        "accept": """принима, приём, прием$, приёма, приема, принят, регистр, обслуж, обрабат, обработк, можно,
            доступ, работа, отвеча, звони, пиш, обращ, помог, консульт, ждут, ждём, ведёт, ведется, ведётся""",
        "premises": """офис, магазин, склад, зал$, зала$, зале, бассейн, касс, отделени, салон, ресторан, столов,
            кафе, библиотек, музе, парк, школ, пункт выдачи, пункты выдачи, погрузк, шлагбаум, ресепшн, клуб""",
        "ask": """запрос, обращени, заяв, жалоб, претензи, тикет, рекламац, требовани, ходатайств, спор$, спора$,
            спору$, споры$, споров, спорн, возражени, апелляци, отзыв, анкет, поручени, распоряжени, заказ$, заказа$,
            заказы$, заказов, просьб, предложени, инцидент, пожелани, случа, петици, изменени, исправлени,
            корректировк, замечани, дело$, дела$, справк, выписк, документ, уведомлени о, поверк, перерасч,
            регистрац""",
        "on_request": """по заявк, по запрос, по просьб, по обращени, по требовани, по заявлени, по звонк""",
        # people on the side of the customer
        "persons": """водител, держател, пассажир, жилец, жильц, арендатор, родител, ученик, гост, посетител,
            сотрудник клиент, сотрудники клиент, работник заказчик, работники заказчик, сотрудники заказчик, персонал
            заказчик, персонал клиент, сам клиент, сам заказчик, неуплат, неоплат, за долг, задолженност, собственной
            сети, собственного оборуд, неверных настро, неверные настро, на стороне клиент, на стороне заказчик, на
            стороне абонент, на стороне пользоват, вашей сети, вашего оборуд, по вашей вине, вашей стороне, абонент
            сам, сам абонент, клиент сам, заказчик сам, пользователь сам, сам пользователь, сам отключ, сами
            отключ""",
        # at every hour
        "always": """круглые сутки, круглосуточн, в любое время, днём и ночью, днем и ночью, день и ночь, сутки
            напролёт, нон-стоп, в любой час, денно и нощно, 24 часа в сутки, все 24 часа, в любое время суток, без
            ночного перерыва""",
        # work that was planned
        "planned": """планов, согласован работ, согласованные работы, согласованных работ, окна$, окне$, испытания
            батар, регламент, профилактик, технологическ, технические работы, технических работ, обслуживани,
            обновлен, модернизац, анонсир, заранее объявл, объявленн, согласованн, предупрежд, окно, ремонтные
            работы, ремонтных работ, осмотр, заранее, настройк по график, ночные работы, оповест, оповещ, уведомл,
            извещ, график""",
        # what is set up or changed for a customer
        "task": """парол, нового пользовател, новый пользовател, учётн, учетн, квот, тарифного план, тарифный план,
            ящик, сертификат, сим-карт, домен, права доступа, прав доступа, правил, порт$, порта$, настройк,
            конфигурац, расширени, увеличени, добавлени, смена, смену, смены, блокировка карт, переключение тариф,
            доменн, запис""",
        # what is made out for a customer
        "paper": """справк, выписк, копия, копию, копии, дубликат, свидетельств, удостоверен, разрешени, лицензи,
            сертификат, технические условия, технических услови, карта$, карты$, карту$, карточк, сим-карт, паспорт$,
            паспорта$, полис, пропуск$, пропуска$, бланк, читательск, перевыпуск""",
        "goods": """посылк, товар, груз, покупк, отправлени, заказанн, книг, еда$, еду$, мебел""",
        # who is neither party
        "outsider": """суд$, регулятор$, производитель$, перевозчик$, завод$, эмитент$, конкуренты$, полиция$,
            инспекция$, министерство$, арбитраж$, омбудсмен$, другие операторы, другие компании, налогов~ орган,
            государственн~ орган""",
        "paidout": """платим, заплатим, заплатит, выплатим, отдаём, отдадим""",
        "letter": """письм, сообщени, звон, вопрос, электронн, почт, чат$, чата$, чате$, чату$, телефон, контакт,
            переписк, вызов, вызовы, обратн связь, обратной связи, комментари, смс$, голосов""",
        "react": """ответ$, ответа$, ответом, ответы$, ответов, ответу$, отвеч, ответят, ответит, ответим, ответить,
            отвечен, отклик, реагир, отреагир, реакци, перезв, обратн звон, обратный звонок, обратная связь, обратную
            связь, связыва, свяжется, свяжутся, свяжемся, выходит на связь, выйдет на связь, выходят на связь, снимает
            трубку, снимут трубку, возьмёт трубку, берёт трубку, подтверждени получени, подтверждает получение,
            подтверждает приём, подтверждает прием, подтверждается, подтвердит получение, даст знать, даёт знать, дать
            знать, отпишется, отписыва, принимает вызов, первый контакт, первичный контакт, отзвон, квитир, дозвон,
            дозвонит, соединя, берут трубку, отзовётся, отзывается, откликает, перв~ контакт, первичн~ контакт,
            обратн~ звон, обратн~ связ, подтвержд~ получени, подтвержд~ при""",
        "start": """приступа, приступит, приступят, начина, начнёт, начнет, начнут, начал, начат, берёт в работу,
            берет в работу, берут в работу, взят, взять в работу, взятие, принимает в работу, принимается в работу,
            принимаются в работу, принять в работу, поступает в работу, назнача, назначит, распределя, подключается к,
            подключается инженер, займётся, займутся, занимается, берётся за, возьмётся, открыва, эскалир, передаёт в
            работу""",
        "come": """выезд, выезж, выед, приезж, приезд, приед, прибы, приход, придёт, придет, явит, явк, на месте, на
            место, на объект, на объекте, направляет бригад, направляет мастер, направляет специалист, направляет
            наряд, отправляет бригад, высылает бригад, высылает наряд, высылает мастер, присылает мастер, пришлёт,
            посещ, визит, будет у, доберётся, подъед, у ваших двер, у двер, на порог, у вас дома, на адрес выезж,
            выходит, выйдет, выходят, выход на""",
        "staff": """инженер, мастер, бригад, наряд, специалист, техник$, техника$, техники$, оператор, сотрудник,
            менеджер, консультант, дежурн, механик, электрик, сантехник, слесар, монтёр, монтер, диспетчер, команда,
            группа, экипаж, агент, эксперт, работник, куратор, администратор, врач, медсестр, администраци, служба,
            монтажник, ремонтник, линейн, аварийная служба, аварийная бригада""",
        "decide": """рассматрив, рассмотр, решени, решает, решают, решит, вынос, выносит, вынес, разбира, разбор,
            разбер, провер, изуч, обработ, обрабат, отработ, отрабат, урегулир, удовлетвор, расслед, разбират,
            оценива, оценк, согласов, одобр, отклон, экспертиз, анализ, ревизи, вердикт, заключени, верифи, модера,
            отказ в, рассудит""",
        "finish": """выполн, исполн, заверш, закрыва, закры, законч, оканч, оформ, готов$, готова$, готово$, готовы$,
            готовит, готовится, готовятся, подготов, выда, предоставл, предостав, осуществ, производ, произвед,
            проводит, провод, вноси, внесён, внесен, сдела, дела, реализ, обслуж, отрабат, проводится, зачисл,
            активир, применя, завод, заводят, завед, происход, произойд, переведём, перевод, отвед, созда, добавл,
            меняется, изменя, выпуск, переоформ, изготовл, изготавлива, опломбир""",
        "solve": """решает, решают, решит, решат, решаем, решим, решается, решаются, решени, разреша, разреш, устран,
            ликвид, снима, сним, снят, прекращ, справл, справит, справят, разбер, урегул, закры,
            закрыва, локализ, купир""",
        "fix": """устран, ремонт, чин, почин, исправ, отремонт, налад, налаж, отлад, ликвид, латать, латает,
            перезапуск, перезапуст, перезагру, исцел, реанимир, обходн, на новый, на новую, на новое, на исправн, на
            рабоч, на аналогичн, заделыва, залата, заделает, латают, завар, прочист, перемот, откач""",
        "swap": """замен, замещ, меня, обмен, перевыпуск, перевыпус, новую карту, новый прибор, выдаёт новый, подмен,
            запасн""",
        "restore": """восстан, возобнов, вновь, снова, возвращ работ, возвращается в строй, возвращается к работ,
            вернёт в строй, вернуть в строй, вводит в строй, введён в строй, ввод в строй, поднима, подним, подня,
            переключ, переход на резерв, реанимир, заработ, возврат к работ, возврат в работ, в рабочее состояние, в
            строй, работоспособность, штатный режим, штатную работу, к норме, в норму, вернётся, вернется, оживля,
            rto$, mttr$, нормализ, налаж, продолжится, продолжит$, продолжат$, продолжают работ, на резервн, на
            запасн, подхватыва,
            воссозд, переустан, пересоб, перекат, разверн, на ноги, оживёт, оживет, потечёт""",
        "on": """включ, запуск, запуст, запущ, подключ, пуск$, пустит, пускает, верн, возвра""",
        "broken": """авари, неисправн, неполад, сбо$, сбой, сбоя, сбое, сбои, сбою, поврежд, дефект, обрыв, поломк,
            слома, полома, прост$, простой, простоя, простое, простои, перерыв, перебо, отказ$, отказа$, отказе$,
            отказы$, отказов, инцидент, проблем, ошибк, ошибок, недостат, вышедш, выход из строя, выхода из строя,
            выходе из строя, вышел из строя, вышла из строя, неработ, не работа, останов, остановк, протечк, утечк,
            засор, отключени, пропада, пропал, пропаж, исчез, недоступн, зависан, завис, тревог, сигнал, происшеств,
            чп$, крах, падени, упал, упав, баг$, баги$, багов, порыв, прорыв, замыкани, брак$, брака$, выявленн
            недостат, нарушени связи, нарушение связи, нарушение работы, отсутстви, прекращени подачи, исчезновени,
            взлом, застря, застрева, износ, блокир, затор, перегор, сгор, сгоре, перегоре, вышл, вышел, оплавл,
            разбит, разбив, треснут, поржав, отказавш, неподвижн, не включ, не отправля, не откры, не груз, не загруж,
            не отвеча, перестал, перестан, перестаё, потух, погас, прорва, лопну, замолча, встал$, встала$, заклини,
            из строя""",
        "thing": """сервер, диск, роутер, маршрутизатор, модем, коммутатор, канал, линия$, линии$, линию$, кабел,
            лифт, станци, терминал, счётчик, счетчик, насос, котёл, котел, прибор, оборудован, устройств, узел$, узл,
            модул, кластер, сайт, портал, систем, платформ, сеть$, сети$, приложени, баз, резервн, данны, сервис,
            услуг, водоснабж, вода$, воды$, воду$, электро, свет$, света$, тепл, газ$, газа$, отоплени, подключени,
            доступ, связь$, связи$, интернет, карта$, карты$, карту$, банкомат, камер, датчик, телефония, телефонии,
            шлагбаум, двер, ворот, кран, ячейк, станок, техник, принтер, самокат, велосипед, автомобил, ключ, хостинг,
            почтов ящик, домен, турникет, эскалатор, экран, рабоч мест, шлюз, api$, витрин, зарядк, блок""",
        "pay": """перевод на карт, перевод на сч, денежн~ перевод, оплат, оплач, плат, уплат, уплач, счёт$,
            счет$, счета$, счёта, счетов, перечисл, возврат денег, возврат средств, возврат сумм, возмещ, зачисл,
            пеня$, пени$, штраф, неустойк, аванс, депозит, аренд,
            взнос, тариф$, выплат, выплач, денеж, деньг, долг, задолжен, кредит, процент$, налог, зарплат, гасит,
            гасят, погаш, расчёты$, расчеты$, страхов, комисси, вознагражд, средства$, денежных средств, денежные
            средства""",
        "notify": """уведом, извещ, извест, предупре, информир, сообща, сообщит, объявл, публик, опублик, размеща,
            оповещ, доводит до, раскрыва, напомин, заблаговремен, заранее, ставит в известность, вывешива,
            доводит$""",
        "keep": """хран, сохран, архив, удал, уничтож, стира, стёрт, обезлич, бэкап, копи$, копии$, журнал, лог$,
            логи$, логов, записи$, резервное копир, держ, точка восстановления, точки восстановления, точку
            восстановления, rpo$""",
        "deliver": """достав, постав, отгруз, отправк, привоз, привез, вывоз, вывез, установ, монтаж, монтир, разверт,
            разворач, подключает, подключить, подключается услуг, строит, построй, печат, изготов, передаёт, передает,
            передача, передать, вручён, вручает, забира, заберёт, забер""",
        "submit": """подать, подаёт, подает, подаются, подаётся, подается, подач, подан, предъяв, направля, направить,
            направлен, представ, представл, обрат, обраща, обязан сообщ, заявля, заявить, регистрир, подпис, возраз,
            оспор, обжал, верн, возвращ, сда, приносит, сообщить""",
        "end": """расторг, расторж, прекращ действи, отзыв, отозв, действует, действителен, действительн, срок
            действия, продлев, продл, гарантийн, гаранти$, истека, истеч, приостан, заключ, договор$, пролонг,
            отказаться, отказыва, аннулир, отмен, срок аренды, срок договора, блокирует, заблокир, ограничива доступ,
            отключает, минимальный срок, период охлаждения, испытательн, давност, эксплуатаци, отпуск, каникул, стаж,
            возраст""",
        "past": """в 2019, в 2020, в 2021, в 2022, в 2023, в 2024, в 2025, за 2022, за 2023, за 2024, за 2025, в
            прошлом, прошлом год, прошлого, прошлый, прошедш, минувш, предыдущ, составил, составило, составила,
            составили, статистик, по данным, исторически, до сих пор, в своё время, до 2024, до 2025, занял, заняло,
            заняла, конкурент""",
        "example": """пример, допустим, предположим, скажем, иллюстр, условн, образец, гипотет, наприм, к примеру""",
        "often": """раз в, раза в, периодич, интервал, частот, опрашива, синхрониз, с периодичност""",
        "others": """третьих лиц, третьими лицами, третьи лица, третье лицо, суд$, суда$, суде$, судом, суду$,
            регулятор, уполномоченный орган, госорган, государственн орган, государственный орган, государственные
            органы, производител, перевозчик, министерств, арбитраж, сосед, конкурент, у большинства, других
            операторов, других компаний, по отрасли, в отрасли, субподряд, платёжная система, платежная система,
            банк-эмитент, эмитент, полици, омбудсмен, вышестоящ, инспекци, налоговая, магистральный, партнёр, завод$,
            завода$, заводом$""",
        "up": """доступ, работает$, работают$, работать$, работал, функционир, готовност, аптайм, uptime, безотказн,
            непрерывн, работоспособ, исправн, исправен, исправна$, исправны$, исправно$, включён$, включен$,
            включена$, на ходу, в строю, в эксплуатации, онлайн, в сети, открыт$, открыта$, открыто$, отвечает$, sla$,
            действует, подаётся, подается, в работе, в рабочем, живёт, обслужива, на линии, под напряжени, без сбоев,
            без остановк, без перерыв, без простоев, на связи, доступен, безаварийн, устойчив, стабильн, пригодн,
            рабочем состояни, держится, есть$, имеется, держим, держит, присутств""",
        "share": """времени$, от времени, общего времени, рабочего времени, часов$, минут$, месяца$, квартала$, года$,
            суток$, в месяц, за месяц, в квартал, за квартал, в год, за год, ежемесячно, ежеквартально, ежегодно,
            календарн, в течение месяца, в месяце, отчётн период, отчётного периода, отчетного периода, отчётном
            периоде, отчетном периоде, расчётном периоде, дней$, в сутки, недели$, помесячно, каждый месяц, каждого
            месяца, каждом месяце, эфирного времени""",
        "not_up": """скидк, налог, ндс$, процентн ставк, ставка$, ставки$, ставке$, аванс, предоплат, неустойк, пеня$,
            пени$, штраф, комисси, вознагражд, маржа, наценк, удовлетворён, удовлетворен, точност, сохранност,
            долговечн, достоверн, обращений$, заявок$, звонков$, запросов$, вызовов$, клиентов$, пользователей$,
            голосов, акци, уставн, доля$, доли$, долей$, загрузк, памят, процессор, влажност, занят, заполн, посещаем,
            чистот, пакет, эффективн, инфляц, рост$, годовых, капитал, износ, успеваем, заказов$, отправлений$,
            посылок$, рейсов$, писем$, счетов$, сообщений$, вовремя, в срок$""",
    },
    "kk": {
        # what nobody can help
        "disaster": """найзағай, су тасқын, тасқын, сел$, сел жүру, дауыл, жер сілкін, соғыс, өрт$, өртт, өртк,
            індет, пандемия, эпидемия, ереуіл, дүлей, табиғи, төтенше, апаты$, тәртіпсіздік, лаңкес, теракт, боран,
            көшкін, санкция, эмбарго, билік, мемлекеттік орган, болжау мүмкін, алдын ала алмайтын, ешкім,
            еңсерілмейтін, форс-мажор, форс мажор, бақылауынан тыс, бақылауымыздан тыс, еркінен тыс, еркімізден тыс,
            күштеп, құйын, қар$, нөсер, карантин, бүлік, әскери""",
        # shares of money: what is given back, of what, and that there is a most of it
        "owed": """өтемақы, өтем, жеңілдік, қайтар, шегер, кеміт, азайт, төменде, айыппұл, бонус, несие$, арзандат,
            ұстап қал, тұрақсыздық айыб, өтей, өтел""",
        "capped": """асып кетпе, асып жетпе, асырма, аса алма, артық емес, көп емес, жоғары емес, шегі$, шегінен,
            шектел, ең көбі,
            ең көп, ең жоғары, шамасынан, шеңберінен, асып түспе, көп дегенде, артық болмай, артық болмау, көп болмай,
            көп болмау, жоғары болмай, жоғары болмау, аспа, асуға тиіс емес, асуы мүмкін емес, асуға болмай, асуы тиіс
            емес, аса бермей, дейін ғана, ғана беріл, асырылма""",
        "base": """ақы$, ақысы, ақының, ақыны, ақыдан, төлем, құны, құнының, құннан, баға, тариф, жазылым, шот,
            төлеген, төленген, комиссия, жарна, сома, жалдау""",
        # what a figure is promised of, and what is not counted against it
        "promise": """кепілдік, көрсеткіш, міндеттеме, деңгей, есеп$, есебі, есепке, есептеу, sla$, пайыз есеб,
            қолжетімділік, өлшеу, уақытына, статистика""",
        "uncounted": """кірмей, қамтымай, қолданылмай, есептелмей, жатпай, төленбей, төлемей, берілмей, есепке алынба,
            есепке алма, саналмай, ескерілмей, қосылмай, танылмай, есепке кірме, есепке жазыл, есептен шығар, алып
            тасталад, өтелмей, қайтарылмай, әсер етпе, төмендетпе, болып табылмай, болып есептелмей, болып саналмай,
            қоспағанда, таралмай, ескермей, назарға алынба, жүрмей, бұзу болып, құқық бермей, негіз болмай, санамай,
            есебінен шығар, шығарып таста, есептен алын, есебінен алын, тағылмай, кінә болып, жатқызылмай, алынып
            тастала, шегеріліп таста, есептен шегер, есебінен шегер, алып тастала""",
        "answerable": """жауапты емес, жауапты болма, жауап берме, жауапкершілік көтерме, жауапкершілік алма,
            жауаптылықтан, жауапкершіліктен, кінәлі емес, жауаптылық жүктелме, жауапкершілік жүктелме""",
        "outage": """тоқтап қал, тоқтау, тоқта, үзіліс, үзілу, іркіліс, қолжетімсіз, ақау, апат, бұзыл, өшу, өшір, бос
            уақыт, істемеу, істемег, жұмыс істеме, байланыссыз, ажыра, тоқтап тұр""",
        # what is lost and how, and that nothing is paid at first
        "vanished": """жоғал, жойыл, бүлін, өшіп, өшсе, өшіріл, құры, жойса, жоғалт, зақымдан, ұшып кет, қайтпастай,
            қалпына келтіру мүмкін емес, қалпына келтірілмесе, қалпына келмесе, қалпына келтіре алмаса, сақтай алмай,
            сақтай алмас, сақталмай қал, жоғалтып""",
        "contents": """дерек, мәлімет, файл, құжат, жазба, көшірме, контент, архив, мұрағат, база, ақпарат, сурет,
            хаттар, бейнежазба, бейне, аудиожазба, қорын, қоры, дерекқор""",
        "free": """тегін, ақысыз, төлемсіз, ақы алынбай, ақысы алынбай, төлем алынбай, төленбей, ақы төлемей, ақы
            талап, төлемей, ақшасыз""",
        "first": """алғашқы, бастапқы, бірінші, сынап, сынақ, тест, байқап, таныс, пилот, жаңа клиент, көру үшін,
            сынап көр, байқап көр, пайдалан, қолдан""",
        "losses": """зиян, шығын, залал, айырылған пайда, сақтандыру жағдай, ұрлық""",
        "accept": """қабылда, тірке, өңде, жауап, жұмыс іст, істей, істеп, хабарлас, жаза ала, көмек, кеңес, қоңырау,
            қызмет, қол жетімді, қолжетімді, ашық, кезек, байланыс, күтед, көмектес""",
        "premises": """кеңсе, дүкен, қойма, зал$, бассейн, касса, бөлімше, асхана, кітапхана, мұражай, саябақ, мектеп,
            клуб, ғимарат, қабылдау бөлме""",
        "ask": """өтініш, өтінім, сұраныс, сұрау, шағым, арыз, талап, дау$, дауды, даулы, даулар, қарсылық, апелляц,
            наразыл, тапсырыс$, тапсырысты, тапсырыстар, тапсырма, инцидент, ұсыныс, пікір, анықтама, құжат, өзгеріс,
            өзгерт, түзету, іс$, істі$, тіркеу, ауыстыру туралы, жүгін, кепілхат, тикет, заявка, претензия,
            сауалнама""",
        "on_request": """өтінімі бойынша, өтініші бойынша, өтінім бойынша, өтініш бойынша, сұрауы бойынша, сұрау
            бойынша, сұраныс бойынша, талабы бойынша, тапсырысы бойынша, тапсырыс бойынша,
            сұратуы бойынша, қоңырауы бойынша, хабарламасы бойынша""",
        # people on the side of the customer
        "persons": """жүргізуші, ұстаушы, жолаушы, тұрғын, ата-ана, оқушы, қонақ, келуші, жалға алушы, төлемеген,
            төлемеу, өз желісі, өз жабдығы, қате баптау, қарызы үшін, өз интернет, өз жел, өз құрыл, өз жабд, өз
            торап, қызметкерлерінің қате, клиент қызметкер""",
        # at every hour
        "always": """тәулік бойы, күні-түні, күні - түні, кез келген уақытта, күн-түн, тәуліктің кез келген, кез
            келген сағатта, тәулігіне 24 сағат, 24 сағат бойы, түнде де күндіз де, күндіз-түні, күндіз де, түнде
            де""",
        # work that was planned
        "planned": """жоспар, профилактик, жөндеу жұмыс, техникалық жұмыс, жаңарту, алдын ала, хабарланған, регламент,
            қызмет көрсету жұмыс, тексеру жұмыс, ескертілген, айтылған, кестеге сәйкес, кесте""",
        # what is set up or changed for a customer
        "task": """құпиясөз, пароль, жаңа пайдаланушы, есептік жазба, квота, тарифті ауыстыр, тариф ауыстыр, жәшік,
            сертификат, сим-карта, домен, қолжеткізу құқы, порт$, баптау, кеңейту, қосу$, қосымша орын""",
        # what is made out for a customer
        "paper": """анықтама$, анықтаманы, анықтамалар, көшірмесі, көшірмесін, телнұсқа, куәлік, куәлігі, рұқсатнама,
            рұқсат қағаз, лицензия, сертификат, техникалық шарт, карта$, картаны, картаның, картасы, карточка, полис,
            үзінді, төлқұжат""",
        "goods": """тауар, сәлемдеме, жүк, посылка, сатып алын, кітап, тағам""",
        # who is neither party
        "outsider": """сот$, реттеуші$, өндіруші$, зауыт$, бәсекелестер$, полиция$, инспекция$, министрлік$,
            тасымалдаушы$, эмитент$, басқа операторлар, мемлекеттік орган, салық органы""",
        "paidout": """төлейміз, төлейді, береміз, беріледі, аудар""",
        "letter": """хат$, хаты, хатқа, хаттар, хабарлама, хабар$, хабары, қоңырау, сұрақ, сұрағ, сауал, пошта, чат,
            телефон, байланыс, пікір, смс, хабарласу, шақырт, шақыру, жазба""",
        "react": """жауап, ден қо, үн қат, реакция, хабарлас, байланысқа шығ, кері қоңырау, қайта қоңырау, қоңырау
            шал, тұтқаны көтер, трубканы көтер, алғанын раста, алынғанын раста, қабылданғанын раста, растап, растайды,
            растама, әрекет ет, елең ет, әрекет ету, назар аудар, байланысады, кері байланыс, үн береді, алғашқы
            байланыс, бірінші байланыс, алғашқы хабарласу""",
        "start": """кіріс, баста, қолға ал, жұмысқа ал, жұмысқа қабылда, жұмысқа кіріс, өңдеуге ал, қарауға ал, қолға
            алын, тағайында, бекітіл, тағайындал, айналыс, ашыл, ашад""",
        "come": """жетед, жетеді, келед, келіп, барад, барып, шығады, шығып, шығу$, шығуы, жолға шы, жету$, келу$,
            келуі, жібереді бригада, орнында, орнына барад, аттан, үйге келе, объектіге, нысанға, оқиға орнына, келіп
            жет, нысанда бол, объектіде бол, орнында бол, қасыңызда бол, жанында бол""",
        "staff": """маман, инженер, шебер, бригада, механик, техник, оператор, қызметкер, менеджер, кезекші,
            диспетчер, электрик, слесарь, топ$, тобы$, жасақ, кеңесші, сарапшы, жөндеуші, монтаж, жұмысшы, дәрігер,
            монтёр, өкіл, апат қызметі, экипаж, көмекші, әкімші, команда""",
        "decide": """қара$, қарап, қарай, қаралад, қаралу, қарау, қараст, шешім, шеші, шешед, шешу, өңде, тексер,
            зертте, талда, сарапта, бағала, мақұлда, қанағаттанд, қабылдам, бас тарт, тергеу, қортынды, қорытынды,
            ажырат, келіс, тұжырым""",
        "finish": """орында, аяқта, бітір, бітед, бітеді, жабыл, жабад, жабады, жүзеге ас, жасал, рәсімде, дайын,
            беріл, береді, береміз, бер$, ұсын, ұсыныл, енгіз, енгізіл, тапсырыл, іске асыр, жүргіз, тынды, атқар,
            белсенд, жаңарт, түзе""",
        "solve": """шеш, жой, жоя, рет, реттел, түзе, түзет, жөнде, аласта, тоқтат, шара, оңа, оңал, бітеу, сейіл""",
        "fix": """жой, жоя, жөнде, түзет, түзе, оңа, оңда, қалпын, ремонт, жамау, бітеу, қайта жүкте, қайта іске,
            ретке келтір, ретіне келтір, жөнге келтір, икем, дұрыста, жаңасына, жарамдысына, жаңаға, жамал, жамай,
            бітел, тазал, дәнекер""",
        "swap": """ауыстыр, алмастыр, айырбаста, жаңасы, жаңалан, орнына жаңа, басқасына, қайта шығар, ауысты""",
        "restore": """қалпына, байланысты қайтар, қызметті қайтар, жұмысын қайтар, суды қайтар, жарықты қайтар,
            қайта қос, қайта баста, қайта іске, қайта жұмыс, қайтадан, қайта жалғас, қайта жан, жұмысқа қабілет,
            қайта кел, жаңғырт, жандан, іске кір, қайта жүр, жалғас, жұмысын жалғас, резервке көш, қорға ауы, жүріп
            кет, орнына кел, қалыпқа, rto$, mttr$, бұрынғы қалп, қайта ашыл, жүре баста, жұмыс істей баста, қайта
            оралт, қайта құр, қайта жаса, қайта орнат, қайта тұрғыз, қайта ақ, бар болад""",
        "on": """іске қос, қосыл, қоса, жалға""",
        "broken": """ақау, апат, авария, істен шы, істен шығ, іркіл, бұзыл, бұзу, зақым, қате, үзіл, олқыл, кемшіл,
            сынған, сынса, сыну, тоқтап$, тоқтаған, тоқтау$, тоқтауы, тоқтап қал, жұмыс істеме, істеме, жарыл, ағып,
            ағу, өшіп, сөніп, өшсе, сөнсе, өшу, сөну, қолжетімсіз, инцидент, оқиға, дабыл, сигнал, мәселе, проблема,
            кідір, сбой, жоғал, тұрып қал, қалып қой, шұғыл, төтенше, қаңтар, байланыссыз, дефект, түсіп қал, құла,
            үзік, жанба, өшір, тығыл, тоз, бітел, жоғалса, сынық, кептел, сөнген, өшкен, істен""",
        "thing": """сервер, диск, роутер, маршрутизатор, модем, коммутатор, арна, желі, кабель, лифт, станция,
            терминал, есептегіш, сорғы, қазандық, құрал, жабдық, құрылғы, торап, модуль, кластер, сайт, портал, жүйе,
            платформа, қосымша, база, дерек, сервис, қызмет, су$, суды, су беру, жарық, электр, ток$, жылу, газ$,
            жылыту, қосылу, байланыс, интернет, карта, банкомат, камера, датчик, есік, қақпа, кілт, хостинг, пошта
            жәшіг, домен, турникет, экран, бағдарлама, шлюз, техника, автокөлік, велосипед, самокат, зарядта, шам$,
            көлік, сызық, жол$""",
        "pay": """төле, төлем, ақы$, ақысын, шот, аудар, қайтарыл ақша, ақша, айыппұл, өсімпұл, аванс, жалға алу ақы,
            депозит, сыйақы, несие, салық, жалақы, қарыз, берешек, жарна, баға, теңге, өтемпұл""",
        "notify": """хабарлай, хабарлау, хабардар, ескерт, жариял, хабарланд, алдын ала, мәлімд, біл$, білдір,
            құлақтандыр, орналастырад, айтад, айтып, таныстыр""",
        "keep": """сақта, жой дерек, өшір, мұрағат, көшірме, журнал, жазбалар, архив, лог$, логтар, қалпына келтіру
            нүкте, rpo$, жойылады деректер""",
        "deliver": """жеткіз, әкел, орнат, басыл, жөнелт, тасы, апар, тапсырад, тапсыр$, монтажда, қондыр, көшір,
            салу, басып шығар, шығарып бер, қол қой, алып кет""",
        "submit": """тапсыр, жолда, бер уге, беруге тиіс, беруі тиіс, жүгін, ұсынуға, тіркел, қайтар, қайтарад, өткіз,
            бас тарт, шағымдан, дауласу, мәлімде, қол қо, тірке""",
        "end": """бұзад, бұза ал, шарт мерзімі, қолданылу мерзім, күші, жарамд, ұзарт, кепілдік мерзім, кепілдік
            кезең, тоқтатыл, тоқтат, тоқтата тұр, бас тарт, жасал шарт, келісімшарт, шектей, бұғатта, жарамдылық,
            демалыс, өтіл, ажырат, өшіріп таста, мерзімі аяқтал""",
        "past": """2019 жыл, 2020 жыл, 2021 жыл, 2022 жыл, 2023 жыл, 2024 жыл, өткен жыл, өткен ай, өткен тоқсан,
            былтыр, болды$, құрады$, статистика, деректер бойынша, бұған дейін, алдыңғы, сауалнама нәтиже, бәсекелес""",
        "example": """мысал, айталық, делік, мәселен, шартты түрде, болжам, үлгі""",
        "often": """сайын, жиілік, мезгіл, синхрон, бір рет""",
        "others": """үшінші тұлға, үшінші тарап, сот$, сотқа, соттың, сотпен, реттеуші, мемлекеттік орган, уәкілетті
            орган, өндіруші, тасымалдаушы, министрлік, төрелік, көрші, бәсекелес, басқа оператор, көптеген оператор,
            сала бойынша, төлем жүйесі, эмитент, полиция, зауыт, қосалқы мердігер, инспекция, серіктес""",
        "up": """қолжетімді, қол жетімді, жұмыс іст, жұмыс уақыт, аптайм, uptime, үздіксіз, үзіліссіз, іркіліссіз,
            тоқтаусыз, дайынд, дайын$, істеп тұр, жүріп тұр, қосулы, жұмыс күй, жұмысқа жарам, жұмысқа қабілет,
            желіде, ашық, онлайн, sla$, істейд, істейді, жарамды, іске жарам, бұзылмай, тұрақты, кідіріссіз, беріліп
            тұр, жанып тұр, ақаусыз, байланыста, жұмысын, жұмыс істе, пайдалануға дайын, қызмет көрсет, бар$,
            болады$""",
        "share": """уақыт, айдың, айына, ай ішінде, ай бойы, тоқсан ішінде, тоқсанына, тоқсанда, жылына, жыл бойы, жыл
            ішінде, жылдың, тәулік, айлық, есепті кезең, апта, сағатының, минутының, күнтізбелік, тоқсан бойы, ай
            сайын, жұмыс уақыты""",
        "not_up": """жеңілдік, салық, ққс$, мөлшерлеме, аванс, алдын ала төлем, айыппұл, өсімпұл, комиссия, сыйақы,
            дәлдік, сақталу, өтініштердің, қоңыраулардың, шағымдардың, сұраулардың, клиенттердің, дауыс, акция, үлес,
            жад, процессор, ылғал, толу, тиімділік, инфляция, өсім, жылдық, тапсырыстардың, хаттардың, қанағаттан,
            төзімд, беріктік""",
    },
}
