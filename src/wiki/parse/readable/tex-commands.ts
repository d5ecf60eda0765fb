/**
 * TeX commands that a program can damage, without the backslash: those that start with an escape sequence (`\a`, `\b`, `\e`,
 * `\f`, `\n`, `\r`, `\t`, `\v`). They are the ones that Temml supports; a test compares the two.
 */
export const texCommands: ReadonlySet<string> = new Set(
  `
    aa above abs absolutevalue acomm acute ae alef alefsym aleph allowbreak alpha amalg angl angle angln anticommutator approx
    approxeq arccos arcctg arceq arcsin arctan arctg arg argmax argmin arraycolsep arraystretch ast astrosun asymp atop backcong
    backdprime backepsilon backprime backsim backsimeq backslash backtrprime ballotx bar barcap barcup barvee barwedge bcancel
    because begin begingroup beta beth between bf bgroup big bigcap bigcirc bigcup bigcupdot bigcupplus bigdoublevee
    bigdoublewedge bigg biggl biggm biggr bigl bigm bigodot bigoplus bigotimes bigr bigsqcap bigsqcup bigstar bigtimes
    bigtriangledown bigtriangleup biguplus bigvee bigwedge binom blackhourglass blacklozenge blacksquare blacktriangle
    blacktriangledown blacktriangleleft blacktriangleright bm bmod bold boldsymbol bordermatrix bot bowtie boxast boxbox
    boxcircle boxdot boxed boxminus boxplus boxslash boxtimes bqty bra brace brack braket breve bull bullet bumpeq edef egroup
    ell emph empty emptyset end endgroup endtoggle enskip enspace epsilon eqcirc eqcolon eqdef eqeq eqeqeq eqqcolon eqref eqsim
    eqslantgtr eqslantless equal equalscolon equalscoloncolon equilibriumLeft equilibriumRight equiv erf eta eth euro ev eval
    evaluated exist exists exp expandafter expectationvalue expval fallingdotseq fbox fcolorbox fdv female fint flat
    footnotesize forall frac frak frown fullouterjoin functionalderivative futurelet nLeftarrow nLeftrightarrow nRightarrow
    nVDash nVdash nabla natnums natural ncong ne nearrow neg negmedspace negthickspace negthinspace neq newcommand newline
    nexists ng ngeq ngeqq ngeqslant ngtr ni nleftarrow nleftrightarrow nleq nleqq nleqslant nless nmid nobreak nobreakspace
    noexpand nolimits nonumber norm normalsize not notag notin notni nparallel nprec npreceq nrightarrow nshortmid
    nshortparallel nsim nsubset nsubseteq nsubseteqq nsucc nsucceq nsupset nsupseteq nsupseteqq ntriangleleft ntrianglelefteq
    ntriangleright ntrianglerighteq nu nvDash nvdash nwarrow rAngle rArr rBrace rVert raise raisebox rang rangle rank rarr ratio
    rbrace rbrack rceil real reals ref reflectbox relax renewcommand restriction rfloor rgroup rhd rho right rightarrow
    rightarrowtail rightharpoondown rightharpoonup rightleftarrows rightleftharpoons rightmoon rightouterjoin rightrightarrows
    rightsquigarrow rightthreetimes risingdotseq rlap rm rmoustache rparen rppolint rq rrangle rrbracket rrparenthesis rtimes
    rule rvert tag tan tanh tau tbinom text textasciicircum textasciitilde textbackslash textbar textbardbl textbf textbraceleft
    textbraceright textbullet textcircled textcolor textcopyright textdagger textdaggerdbl textdegree textdollar textellipsis
    textemdash textendash texteuro textgreater textit textless textmd textnormal textquotedblleft textquotedblright
    textquoteleft textquoteright textregistered textrm textsc textsf textsterling textstyle texttt textunderscore textup
    textvisiblespace tfrac tg th therefore theta thetasym thickapprox thicksim thickspace thinspace threedotcolon tilde times
    tiny tmspace to toggle top tr triDash triangle triangledown triangleleft trianglelefteq triangleminus triangleplus triangleq
    triangleright trianglerighteq triangletimes tripleDash tripleDashBetweenDoubleLine tripleDashOverDoubleLine
    tripleDashOverLine trprime tt twocaps twocups twoheadleftarrow twoheadrightarrow typecolon vDash va var varDelta varGamma
    varLambda varOmega varPhi varPi varPsi varSigma varTheta varUpsilon varXi varclubsuit varcoppa vardiamondsuit varepsilon
    varheartsuit variation varinjlim varkappa varliminf varlimsup varnothing varointclockwise varphi varpi varprojlim varpropto
    varrho varsigma varspadesuit varsubsetneq varsubsetneqq varsupsetneq varsupsetneqq vartheta vartriangle vartriangleleft
    vartriangleright varvdots vb vcentcolon vcenter vdash vdot vdots vec vectorarrow vectorbold vectorunit vee veebar veedot
    veedoublebar veeeq veeonvee verb vert vphantom vqty vu
  `
    .trim()
    .split(/\s+/),
);
