import { chromium } from 'playwright-core';
const [url,out]=process.argv.slice(2);
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']});
for(const [name,o] of Object.entries({light:{viewport:{width:1280,height:900}},dark:{viewport:{width:1280,height:900},colorScheme:'dark'},phone:{viewport:{width:390,height:844},deviceScaleFactor:3,isMobile:true,hasTouch:true}})){
 const c=await b.newContext(o);const p=await c.newPage();const asked=[];p.on('request',r=>asked.push(r.url().replace(/.*attachments/,'')));
 await p.goto(url,{waitUntil:'load'});
 await p.evaluate(async()=>{for(let y=0;y<document.body.scrollHeight;y+=400){scrollTo(0,y);await new Promise(r=>setTimeout(r,120));}scrollTo(0,0)});
 await p.waitForTimeout(500);
 await p.screenshot({path:`${out}-${name}.png`,fullPage:true});console.log(name,asked.filter(x=>x.startsWith('/files')).join(' '));
 await c.close();}
await b.close();
