"""Experimental: nodes and moves."""
import itertools
import numpy as np
from ocrlayout.order import gutters
from ocrlayout.order.measure import median
from ocrlayout.order.rows import in_rows, in_table, rows_of, _joined
from ocrlayout.order import side_by_side as SB
from ocrlayout.order.vertical import in_columns
from ocrlayout.order.xy_cut import _beside_from_to, _bands, _by, _labeled
KINDS=["rows","table","cells","recells","lastcells","gaps","every","columns","wide","odd","half","bands","records","labels","notes","bullets","head","foot","joined"]
def holds(g,unit):
    return g.score>(1.3 if (g.right-g.left)>0.8*unit else 3.4)
class Node:
    def __init__(s,sheet,lines,held,root=False):
        s.sheet,s.lines,s.held,s.root=sheet,lines,held,root
        s.leaf=None; s.cache={}
        if len(lines)==1: s.leaf=lines; return
        if sheet.mode=="vertical":
            s.grid=gutters.grid(sheet.x0[lines],sheet.x1[lines],sheet.y[lines],sheet.height[lines])
            s.order=lines[np.argsort(sheet.y[lines],kind="stable")]
            s.clear=[g for g in gutters.through(s.grid) if g.score>=4 and holds(g,s.grid.unit)]
            if not s.clear: s.leaf=in_columns(sheet,lines); return
            s.best=max(s.clear,key=lambda g:g.score)
        else:
            order=s.order=lines[np.argsort(sheet.y[lines],kind="stable")]
            extent=_beside_from_to(sheet,order)
            if extent<0: s.leaf=order; return
            if extent<0.8*float(sheet.height[order].max()) and (len(lines)<3 or extent+0.8*float(sheet.height[order].max())>sheet.y[order[-1]]-sheet.y[order[0]] ): s.leaf=in_rows(sheet,lines); return
            s.grid=gutters.grid(sheet.x0[lines],sheet.x1[lines],sheet.y[lines],sheet.height[lines])
            s.best=gutters.best(s.grid)
            if not s.best or not holds(s.best,s.grid.unit): s.leaf=in_rows(sheet,lines); return
            s.clear=[g for g in gutters.through(s.grid) if g.score>=0.55*s.best.score and holds(g,s.grid.unit)]
        s.blocked=not s.clear
        s.unit=s.grid.unit
        s.bandsets=None
        if s.blocked:
            b=_bands(sheet,lines,s.best)
            s.bandsets=b if len(b)>1 else None
            s.clear=[s.best]
        s.at=np.searchsorted([g.x for g in s.clear],(sheet.x0[lines]+sheet.x1[lines])/2)
        s.columns=_by(lines,s.at)
        o=s.order
        bottom=np.maximum.accumulate((sheet.y+0.5*sheet.height)[o])
        s.gap=(sheet.y-0.5*sheet.height)[o][1:]-bottom[:-1]
    @property
    def rows(s):
        if "_rows" not in s.cache: s.cache["_rows"]=rows_of(s.sheet,s.lines)
        return s.cache["_rows"]
    def move(s,kind):
        """kind of part, pieces [(role, lines)]; None where it is not there"""
        if kind not in s.cache: s.cache[kind]=getattr(s,"m_"+kind)()
        return s.cache[kind]
    def m_rows(s):
        if s.sheet.mode=="vertical": return "leaf",[("",in_columns(s.sheet,s.lines))]
        return "leaf",[("",_joined(s.sheet,s.rows))]
    def m_table(s):
        if s.sheet.mode=="vertical": return None
        return "table",[("",in_table(s.sheet,s.rows))]
    def cut(s,cuts):
        cuts=np.asarray(cuts)
        return ("stack",[("",b) for b in np.split(s.order,cuts)]) if len(cuts) else None
    def m_gaps(s):
        top=float(s.gap.max())
        if top<0.3*s.unit: return None
        return s.cut(np.flatnonzero(s.gap>=0.6*top)+1)
    def m_every(s):
        c=np.flatnonzero(s.gap>=0.3*s.unit)+1
        top=float(s.gap.max())
        if len(c)==len(np.flatnonzero(s.gap>=0.6*top)): return None
        return s.cut(c)
    def m_columns(s):
        if len(s.columns)<2: return None
        return "columns",[("column",c) for c in s.columns]
    def cut_x(s,x):
        return "columns",[("column",c) for c in _by(s.lines,((s.sheet.x0+s.sheet.x1)[s.lines]/2>x).astype(int))]
    def m_wide(s):
        if len(s.clear)<2: return None
        return s.cut_x(max(s.clear,key=lambda g:(g.right-g.left)).x)
    def levels(s):
        """share of lines beside each gutter that are level with one across it"""
        if "_lev" not in s.cache:
            sh=s.sheet; out=[]
            o=s.order; m=(sh.x0+sh.x1)[o]/2; y=sh.y[o]; h=sh.height[o]
            for k,g in enumerate(s.clear):
                # lines in the columns next to the gutter
                col=np.searchsorted([q.x for q in s.clear],m)
                a=np.flatnonzero(col==k); b=np.flatnonzero(col==k+1)
                if not len(a) or not len(b): out.append(1.); continue
                if len(a)>len(b): a,b=b,a
                yb=y[b]; i=np.clip(np.searchsorted(yb,y[a]),1,len(b)-1) if len(b)>1 else np.zeros(len(a),int)
                d=np.minimum(np.abs(yb[i]-y[a]),np.abs(yb[np.maximum(i-1,0)]-y[a]))/h[a]
                out.append(float((d<.2).mean()))
            s.cache["_lev"]=out
        return s.cache["_lev"]
    def m_odd(s):
        if len(s.clear)<2: return None
        lv=s.levels(); k=int(np.argmin(np.array(lv)-1e-3*np.array([g.score for g in s.clear])))
        if s.clear[k].x==max(s.clear,key=lambda g:(g.right-g.left)).x: return None
        return s.cut_x(s.clear[k].x)
    def m_half(s):
        if len(s.columns)<4 or len(s.columns)%2: return None
        x=s.clear[len(s.columns)//2-1].x
        if x==max(s.clear,key=lambda g:(g.right-g.left)).x: return None
        return s.cut_x(x)
    def celled(s,rec):
        """leaf: by record, column, y"""
        sh=s.sheet; col=np.empty(len(sh),int); col[s.lines]=s.at
        by=np.lexsort((sh.y[s.order],col[s.order],rec)); o=s.order[by]; cell=(rec*1000+col[s.order])[by]
        h=sh.height[o]; new=np.concatenate([[True],(np.diff(sh.y[o])>.45*np.minimum(h[1:],h[:-1]))|(cell[1:]!=cell[:-1])]); row=np.cumsum(new)
        return "table",[("",o[np.lexsort((sh.x0[o],row))])]
    def m_cells(s):
        if len(s.columns)<2: return None
        g=s.gap>=0.3*s.unit
        return s.celled(np.concatenate([[0],np.cumsum(g)])) if g.any() else None
    def m_recells(s):
        if len(s.columns)<2: return None
        t=s.topsof(0,0.7)
        return s.celled(np.searchsorted(t,s.sheet.y[s.order])) if len(t)>1 else None
    def m_lastcells(s):
        if len(s.columns)<3: return None
        t=s.topsof(-1,0.7)
        return s.celled(np.searchsorted(t,s.sheet.y[s.order])) if len(t)>1 else None
    def topsof(s,c,reach):
        sh=s.sheet; c=s.columns[c]; c=c[np.argsort(sh.y[c],kind="stable")]
        step=np.diff(sh.y[c]); h=sh.height[c]
        keep=np.concatenate([[True],step>reach*np.minimum(h[1:],h[:-1])])
        t=c[keep]; return sh.y[t]-0.6*sh.height[t]
    def m_joined(s):
        if len(s.columns)<3: return None
        c=_labeled(s.sheet,s.columns)
        return ("columns",[("column",x) for x in c]) if len(c)<len(s.columns) else None
    def m_bands(s):
        return ("stack",s.bandsets) if s.bandsets else None
    def tops(s,reach):
        b=_by(s.order,np.searchsorted(s.topsof(0,reach),s.sheet.y[s.order]))
        return ("stack",[("",x) for x in b]) if len(b)>1 else None
    def m_records(s):
        if len(s.columns)<2 : return None
        return s.tops(0.7)
    def m_labels(s):
        if len(s.columns)<2 : return None
        a=s.tops(1.7); r=s.move("records")
        if a and r and len(a[1])==len(r[1]): return None
        return a
    def m_notes(s):
        if len(s.columns)!=2: return None
        w=[median((s.sheet.x1-s.sheet.x0)[c]) for c in s.columns]
        k=int(np.argmin(w))
        return "notes",SB.with_notes(s.sheet,s.columns[1-k],s.columns[k],"after")
    def m_bullets(s):
        for narrow,text in itertools.pairwise(s.columns):
            if s.sheet.cues.letters[text].mean()<.5: continue
            f=SB.bullets(s.sheet,narrow,text)
            if f:
                s.found=f
                return "again",[("",np.setdiff1d(s.lines,narrow))]
        return None
    def m_head(s):
        g=np.flatnonzero(s.gap>0.1*s.unit)
        if not len(g): return None
        return s.cut([g[0]+1]) if np.ptp(s.sheet.y[s.order[:g[0]+1]])<0.8*s.unit else None
    def m_foot(s):
        g=np.flatnonzero(s.gap>0.1*s.unit)
        if not len(g): return None
        return s.cut([g[-1]+1]) if np.ptp(s.sheet.y[s.order[g[-1]+1:]])<0.8*s.unit else None
def loss(pos,pieces):
    """True pairs of the set that cannot be kept; pos: true position of each line."""
    lines=np.concatenate([p for _,p in pieces]); g=np.repeat(np.arange(len(pieces)),[len(p) for _,p in pieces])
    o=np.argsort(pos[lines],kind="stable"); gs=g[o]
    a,b=gs[:-1],gs[1:]
    cross=a!=b
    # kept only where b is next and a's last / b's first
    last=np.zeros(len(pieces),int); first=np.zeros(len(pieces),int)
    idx=np.arange(len(gs)); last[gs]=idx  # last write wins
    first[gs[::-1]]=idx[::-1]
    ok=cross&(b==a+1)&(idx[:-1]==last[a])&(idx[1:]==first[b])
    return int((cross&~ok).sum())
def leafloss(pos,lines):
    r=np.argsort(np.argsort(pos[lines])); return int((np.diff(r)!=1).sum())
